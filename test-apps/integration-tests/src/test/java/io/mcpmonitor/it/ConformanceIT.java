package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.NodeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official conformance suite sees no difference, scenario by scenario. */
class ConformanceIT {
  private static final Set<String> TOOLS =
      Set.of("test_simple_text", "test_error_handling", "test_sampling", "test_elicitation");

  @TempDir Path results;

  @Test
  void theFixturePassesTheActiveSuite() throws Exception {
    try (AgentJvm server = Apps.conformanceServer(Jdks.require(17)).start()) {
      assertThat(summary(server, "plain")).endsWith("Total: 40 passed, 0 failed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void theAgentChangesNoScenario(int jdk) throws Exception {
    List<String> without;
    try (AgentJvm server = Apps.conformanceServer(Jdks.require(jdk)).start()) {
      without = summary(server, "without");
    }
    try (AgentJvm server = Apps.conformanceServer(Jdks.require(jdk)).withAgent().start()) {
      assertThat(summary(server, "with")).isEqualTo(without);

      Telemetry telemetry = new Telemetry(server, TOOLS);
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
      assertThat(telemetry.scrape().sum("mcp_requests_total", "tool", "test_simple_text"))
          .isPositive();
    }
  }

  /** Further tools and a further resource break no promise of the protocol. */
  @Test
  void ourToolsInItChangeNoScenario() throws Exception {
    try (AgentJvm server =
        Apps.conformanceServer(Jdks.require(17)).withAgent(InjectIT.BOTH).start()) {
      assertThat(summary(server, "injected")).endsWith("Total: 40 passed, 0 failed");
      new Telemetry(server, TOOLS).noTroubleInTheAgent();
    }
  }

  private List<String> summary(AgentJvm server, String name)
      throws IOException, InterruptedException {
    Process suite =
        NodeTools.conformance(
                "server",
                "--url",
                server.serverUrl().toString(),
                "-o",
                results.resolve(name).toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    suite.waitFor();
    assertThat(output).contains("=== SUMMARY ===");
    return output
        .substring(output.indexOf("=== SUMMARY ==="))
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }
}
