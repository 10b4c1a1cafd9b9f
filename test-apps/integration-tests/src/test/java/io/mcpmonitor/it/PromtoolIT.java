package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Promtool;
import io.mcpmonitor.harness.SdkDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Prometheus reads what a driven server shows, and likes it. */
class PromtoolIT {
  /** Names of the OpenTelemetry conventions, and those that users rely on: they do not change. */
  private static final String GIVEN_NAMES =
      "((jvm|process)_|db_client_connection_count |mcp_database_latency_ms |mcp_files_total ).*";

  @Test
  void aScrapeIsInOrder() {
    try (AgentJvm server = Apps.docsServer(Jdks.require(17), "--http", "0").withAgent().start()) {
      try (SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
        driver.initialize();
        driver.client().listTools();
        driver.text("search_docs", Map.of("query", "agent"));
        driver.expectError("no_such_tool", Map.of());
        new Telemetry(server, Set.of("search_docs")).countsEqual(driver.traffic());
      }
      JsonHttp.Reply scrape =
          JsonHttp.get(server.agentUrl("/metrics"), "Accept", "text/plain;version=0.0.4");
      assertThat(scrape.body()).contains("mcp_requests_total{").contains("mcp_server_operation");

      List<String> remarks = Promtool.remarks(scrape.body());

      assertThat(remarks).allMatch(remark -> remark.matches(GIVEN_NAMES));
    }
  }

  @Test
  void aBrokenScrapeWouldBeNoticed() {
    assertThat(
            Promtool.remarks("# HELP mcp_x_count x\n# TYPE mcp_x_count counter\nmcp_x_count 1\n"))
        .isNotEmpty();
    assertThatThrownBy(() -> Promtool.remarks("mcp_x{ 1\n"))
        .isInstanceOf(IllegalStateException.class);
  }
}
