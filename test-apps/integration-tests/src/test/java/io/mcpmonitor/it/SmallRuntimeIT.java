package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.StdioScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java runtime with few modules, as an application that is one, or its own image, has it. */
class SmallRuntimeIT {
  private static final String PREFIX = "not measured: this Java runtime has no module ";

  /**
   * What a server runs on.
   *
   * @param limit all that there are
   * @param missing of those that the agent would like; empty when there are enough
   */
  record Modules(Jdk jdk, String limit, String missing) {
    JvmBuilder server() {
      return AgentJvm.on(jdk)
          .main(Apps.jar("hand-written").toString(), "com.example.hand.LoopServer")
          .jvmArgs("--limit-modules", limit);
    }
  }

  static List<Modules> runtimes() {
    return List.of(
        new Modules(Jdks.require(17), "java.base", "java.management"),
        new Modules(Jdks.require(25), "java.base", "java.management"),
        new Modules(Jdks.require(17), "java.management", "jdk.management"),
        new Modules(Jdks.require(25), "jdk.management", ""));
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void callsAreCountedAndTheOutputStaysTheSame(Modules runtime) {
    String without;
    try (AgentJvm server = runtime.server().start()) {
      run(server);
      without = output(server);
    }
    try (AgentJvm server = runtime.server().withAgent().start()) {
      run(server);
      Telemetry telemetry = new Telemetry(server, Set.of("echo", "fail"));
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "echo") == 1);
      assertThat(scrape.sum("mcp_requests_total", "tool", "echo")).isEqualTo(1);
      assertThat(scrape.sum("mcp_errors_total", "tool", "fail")).isEqualTo(1);
      assertThat(scrape.sum("mcp_monitor_hook_failures_total")).isZero();
      assertThat(scrape.sum("process_uptime_seconds")).isBetween(0.001, 600.0);
      boolean jvm = !runtime.missing.equals("java.management");
      assertThat(scrape.named("jvm_memory_used_bytes").isEmpty()).isNotEqualTo(jvm);
      assertThat(scrape.named("process_cpu_time_seconds_total").isEmpty())
          .isEqualTo(!runtime.missing.isEmpty());
      assertThat(server.agentLines().stream().filter(line -> line.contains("warning")))
          .hasSize(runtime.missing.isEmpty() ? 0 : 1)
          .allMatch(line -> line.contains(PREFIX + runtime.missing + ";"));
      assertThat(output(server)).isEqualTo(without);
    }
  }

  private static void run(AgentJvm server) {
    StdioScript.handshake("2025-06-18")
        .request("tools/list", "{}")
        .callTool("echo", "{\"text\":\"hello\"}")
        .callTool("fail", "{}")
        .run(server);
  }

  private static String output(AgentJvm server) {
    server.closeStdin();
    int exit = server.awaitExit(AgentJvm.PATIENCE);
    return exit + new String(server.stdoutBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theCommandLineSaysWhatTheRuntimeLacks() {
    try (AgentJvm server = runtimes().get(0).server().withAgent().start();
        AgentJvm other = runtimes().get(0).server().start()) {
      String pid = String.valueOf(server.pid());
      assertThat(server.agentUrl("/health")).isNotNull(); // it is up
      assertThat(command("java.se", 0, "list"))
          .contains("Only monitored processes: this Java runtime has no module jdk.attach.")
          .contains(pid);
      assertThat(command("java.se", 0, "status", pid)).contains("LoopServer");
      assertThat(command("java.se", 1, "attach", String.valueOf(other.pid())))
          .isEqualToIgnoringNewLines(
              "mcp-monitor: this Java runtime has no module jdk.attach: run the command with a full JDK");
      assertThat(command("java.instrument", 1, "status", pid))
          .contains("this Java runtime has no java.net.http.")
          .contains(": run the command with a full JDK");
    }
  }

  /** All it says when the runtime has no more modules than these. */
  private static String command(String modules, int exitCode, String... arguments) {
    JvmBuilder command =
        AgentJvm.on(Jdks.require(17))
            .jvmArgs("--limit-modules", modules)
            .jar(AgentJar.path())
            .args(arguments);
    try (AgentJvm process = command.start()) {
      assertThat(process.awaitExit(AgentJvm.PATIENCE)).as(process::story).isEqualTo(exitCode);
      return new String(process.stdoutBytes(), StandardCharsets.UTF_8) + process.stderr();
    }
  }
}
