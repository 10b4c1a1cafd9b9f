package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkVersion;
import io.mcpmonitor.harness.Wait;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web applications that bring their pools and drivers along, and take them away again. */
class PoolUnloadingIT {
  /** Agroal leaves a thread behind that holds the application, with the agent or without. */
  private static final List<String> KINDS = List.of("hikari", "tomcat", "dbcp2");

  private static final int STATEMENTS_OF_WORK = 12;

  @TempDir Path folder;
  private int commands;

  @Test
  void anApplicationIsCollectedWithItsPool() throws IOException {
    Path files = webApplication();
    try (AgentJvm container = container()) {
      for (int round = 1; round <= 2; round++) {
        for (String kind : KINDS) {
          command(container, "deploy /" + kind + " com.example.pools.PoolServlet " + files);
          JsonHttp.Reply reply =
              JsonHttp.get(container.serverUrl().resolve("/" + kind + "/" + kind));
          assertThat(reply.body()).contains("5 no 5");
        }
        int statements = round * KINDS.size() * STATEMENTS_OF_WORK;
        Scrape scrape =
            Wait.until(
                () -> Scrape.of(container.agentUrl("/metrics")),
                s -> s.sum("db_client_operation_duration_seconds_count") >= statements,
                AgentJvm.PATIENCE);
        assertThat(scrape.sum("db_client_operation_duration_seconds_count")).isEqualTo(statements);
        assertThat(scrape.named("db_client_connection_max")).hasSize(KINDS.size());
        assertThat(scrape.sum("mcp_monitor_hook_failures_total")).isZero();
        for (String kind : KINDS) {
          assertThat(command(container, "undeploy /" + kind)).isEqualTo("collected /" + kind);
        }
        assertThat(
                Wait.until(
                    () -> JsonHttp.get(container.agentUrl("/health")).json(),
                    health -> !health.has("connection_pools"),
                    AgentJvm.PATIENCE))
            .satisfies(health -> assertThat(health.has("connection_pools")).isFalse());
      }
    }
  }

  private static AgentJvm container() {
    SdkVersion sdk =
        SdkVersion.all().stream()
            .filter(v -> v.version().equals("2.0.1") && v.stack() == SdkVersion.Stack.SERVLET)
            .findFirst()
            .orElseThrow();
    String path =
        String.join(
            File.pathSeparator,
            Stream.of(sdk.classPath().split(File.pathSeparator, -1))
                .filter(jar -> jar.matches(".*(tomcat|sdk-matrix-common).*"))
                .toList());
    return AgentJvm.on(Jdks.require(17))
        .jvmArgs("-XX:SoftRefLRUPolicyMSPerMB=0")
        .main(path, "com.example.matrix.WebApplications")
        .withAgent("health.check-interval=2s")
        .start();
  }

  private String command(AgentJvm container, String line) {
    container.serverUrl();
    container.writeLine(line);
    commands++;
    return container
        .awaitStderr(Pattern.compile("^" + commands + " (.*)"), AgentJvm.PATIENCE)
        .orElseThrow(() -> new AssertionError(container.story()));
  }

  private Path webApplication() throws IOException {
    Path built = AgentJar.projectRoot().resolve("test-apps/pool-server/target");
    Path library = folder.resolve("WEB-INF/lib");
    Files.createDirectories(library);
    Files.copy(built.resolve("pool-server.jar"), library.resolve("pool-server.jar"));
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        boolean needed = name.matches("(HikariCP|tomcat-jdbc|tomcat-juli|commons|hsqldb|slf4j).*");
        if (needed) {
          Files.copy(jar, library.resolve(name));
        }
      }
    }
    return folder;
  }
}
