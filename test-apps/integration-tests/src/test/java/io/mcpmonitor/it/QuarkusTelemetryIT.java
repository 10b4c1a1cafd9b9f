package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.SdkDriver;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Quarkus server that measures its calls itself: they count once on each side. */
@EnabledIfSystemProperty(named = "mcp.monitor.test.matrix", matches = "true")
class QuarkusTelemetryIT {
  @Test
  void callsCountOnceOnEachSide() {
    Family family =
        Families.all().stream()
            .filter(each -> each.version().equals("1.13-uber"))
            .filter(each -> each.transport().equals("streamable") && each.jdk().feature() == 17)
            .findFirst()
            .orElseThrow();
    try (AgentJvm server = family.start(true);
        SdkDriver driver = family.connect(server)) {
      driver.initialize();
      for (int i = 0; i < 3; i++) {
        driver.text("echo", Map.of("text", "hello"));
      }
      Telemetry telemetry = new Telemetry(server, Set.of("echo"));
      telemetry.countsEqual(driver.traffic());
      telemetry.noTroubleInTheAgent();
      assertThat(JsonHttp.get(server.serverUrl().resolve("/q/metrics")).body().lines())
          .filteredOn(line -> line.startsWith("mcp_server_requests_tools_call_seconds_count"))
          .hasSize(1)
          .allMatch(line -> line.endsWith("} 3.0"));
    }
  }
}
