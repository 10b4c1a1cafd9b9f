package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.StdioScript;
import io.mcpmonitor.harness.Wait;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a caller invents costs neither memory nor labels. */
class HostileNamesIT {
  private static final int CALLS = 100_000;

  @Test
  void aHundredThousandInventedToolNames() {
    try (AgentJvm server =
        Apps.docsServer(Jdks.require(17), "--stdio")
            .asPeopleStartIt()
            .jvmArgs("-Xmx96m")
            .withAgent()
            .start()) {
      StdioScript.handshake("2025-06-18").run(server);
      Thread writer = new Thread(() -> invent(server), "writer");
      writer.start();
      Telemetry telemetry = new Telemetry(server, Set.of());
      Scrape scrape =
          Wait.until(
              telemetry::scrape,
              s -> s.sum("mcp_requests_total", "tool", Telemetry.OTHER) == CALLS,
              AgentJvm.PATIENCE.multipliedBy(3));
      assertThat(scrape.sum("mcp_requests_total", "tool", Telemetry.OTHER)).isEqualTo(CALLS);
      assertThat(scrape.samples()).hasSizeLessThan(1000);
      assertThat(scrape.samples())
          .noneMatch(s -> s.labels().values().stream().anyMatch(v -> v.contains("invented")));
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
    }
  }

  private static void invent(AgentJvm server) {
    for (int i = 0; i < CALLS; i++) {
      server.writeLine(
          "{\"jsonrpc\":\"2.0\",\"id\":"
              + (i + 10)
              + ",\"method\":\"tools/call\",\"params\":{\"name\":\"invented-"
              + i
              + "\",\"arguments\":{}}}");
    }
  }
}
