package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.StdioScript;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody else in the JVM notices us, and we notice nobody. */
class CoexistenceIT {
  private static final String[] NO_EXPORT = {
    "-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"
  };

  @ParameterizedTest
  @CsvSource({"17, true", "17, false", "25, true"})
  void theOpenTelemetryAgentWorksBesideOurs(int jdk, boolean oursFirst) {
    String other =
        "-javaagent:"
            + AgentJar.projectRoot()
                .resolve("test-apps/integration-tests/target/other-agents")
                .resolve("opentelemetry-javaagent.jar");
    JvmBuilder jvm =
        Apps.docsServer(Jdks.require(jdk), "--http", "0").jvmArgs(NO_EXPORT).withAgent();
    try (AgentJvm server = (oursFirst ? jvm.jvmArgs(other) : jvm.jvmArgsFirst(other)).start();
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      driver.initialize();
      driver.client().listTools();
      driver.text("search_docs", Map.of("query", "agent"));
      Telemetry telemetry = new Telemetry(server, Set.of("search_docs"));
      telemetry.countsEqual(driver.traffic());
      telemetry.activeSessions(1);
      telemetry.noTroubleInTheAgent();
    }
  }

  /** An application with its own OpenTelemetry, Prometheus client and Byte Buddy. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void theApplicationsOwnTelemetryStaysItsOwn(int jdk) {
    assertThat(ownTelemetry(jdk, true)).isEqualTo(ownTelemetry(jdk, false));
  }

  private static String ownTelemetry(int jdk, boolean agent) {
    JvmBuilder jvm = AgentJvm.on(Jdks.require(jdk)).jar(Apps.jar("own-telemetry"));
    try (AgentJvm server = (agent ? jvm.withAgent("traces=on") : jvm).start()) {
      StdioScript.handshake("2025-06-18").callTool("seen", "{}").callTool("seen", "{}").run(server);
      if (agent) {
        Telemetry telemetry = new Telemetry(server, Set.of("seen"));
        assertThat(
                telemetry
                    .scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "seen") == 2)
                    .sum("mcp_requests_total", "tool", "seen"))
            .isEqualTo(2);
        telemetry.noTroubleInTheAgent();
      }
      server.closeStdin();
      server.awaitExit(AgentJvm.PATIENCE);
      return new String(server.stdoutBytes(), StandardCharsets.UTF_8);
    }
  }
}
