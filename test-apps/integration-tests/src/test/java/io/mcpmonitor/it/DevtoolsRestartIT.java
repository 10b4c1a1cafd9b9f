package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.Wait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Spring Boot's devtools load the application anew, with a loader of its own each time. */
@EnabledIfSystemProperty(named = "mcp.monitor.test.matrix", matches = "true")
class DevtoolsRestartIT {
  private static final Path SERVER =
      AgentJar.projectRoot().resolve("test-apps/spring-server/on-2.0/target");
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
  private static final Pattern LOADERS =
      Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+\\S+\\.RestartClassLoader\\b");

  /** The one in use, and one that Spring itself keeps: so it is without the agent, too. */
  private static final int KEPT = 2;

  @TempDir Path classes;

  @Test
  void oldLoadersAreCollectedAndTheNewApplicationIsCounted() throws IOException {
    Jdk jdk = Jdks.require(17);
    copy(SERVER.resolve("classes"), classes);
    try (AgentJvm server = start(jdk)) {
      Telemetry telemetry = new Telemetry(server, Set.of("echo"));
      for (int started = 1; started <= 3; started++) {
        drive(listening(server, started));
        int calls = 2 * started;
        telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "echo") >= calls);
        assertThat(telemetry.scrape().sum("mcp_requests_total", "tool", "echo")).isEqualTo(calls);
        assertThat(loaders(jdk, server)).isLessThanOrEqualTo(KEPT);
        Files.writeString(classes.resolve("changed.txt"), "for the " + started + ". time");
      }
      telemetry.noTroubleInTheAgent();
    }
  }

  /** On folders and jars: from one executable jar devtools do nothing. */
  private AgentJvm start(Jdk jdk) {
    String libraries =
        Stream.of(
                AgentJvm.classPathFile(SERVER.resolve("libraries.txt"))
                    .split(File.pathSeparator, -1))
            .filter(jar -> !jar.contains("webflux") && !jar.contains("netty"))
            .collect(Collectors.joining(File.pathSeparator));
    return AgentJvm.on(jdk)
        .jvmArgs("-XX:SoftRefLRUPolicyMSPerMB=0")
        .main(classes + File.pathSeparator + libraries, "com.example.spring.SpringServer")
        .args(
            "--spring.ai.mcp.server.protocol=STREAMABLE",
            "--spring.devtools.livereload.enabled=false",
            "--spring.devtools.restart.poll-interval=200ms",
            "--spring.devtools.restart.quiet-period=100ms")
        .withAgent()
        .start();
  }

  private static URI listening(AgentJvm server, int started) {
    List<URI> addresses =
        Wait.until(
            () ->
                LISTENING
                    .matcher(server.stderr())
                    .results()
                    .map(found -> URI.create(found.group(1)))
                    .toList(),
            all -> all.size() >= started,
            AgentJvm.PATIENCE);
    assertThat(addresses).as(server::story).hasSize(started);
    return addresses.get(started - 1);
  }

  private static void drive(URI server) {
    try (SdkDriver driver = SdkDriver.streamable(server)) {
      driver.initialize();
      driver.text("echo", Map.of("text", "one"));
      driver.text("echo", Map.of("text", "two"));
    }
  }

  /** How many are left: a histogram collects garbage first. */
  private static int loaders(Jdk jdk, AgentJvm server) {
    return Wait.until(() -> histogram(jdk, server), count -> count <= KEPT, AgentJvm.PATIENCE);
  }

  private static int histogram(Jdk jdk, AgentJvm server) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  jdk.home().resolve("bin/jcmd").toString(),
                  String.valueOf(server.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher loaders = LOADERS.matcher(all);
      assertThat(loaders.find()).as(all.lines().limit(5).toList().toString()).isTrue();
      return Integer.parseInt(loaders.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
