package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.SpanReceiver;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Quarkus server that measures and traces its calls itself: the agent makes no second span. */
@EnabledIfSystemProperty(named = "mcp.monitor.test.matrix", matches = "true")
class QuarkusTelemetryIT {
  private static final String CALL = "tools/call echo";

  @Test
  void callsCountOnceOnEachSideAndTheirSpansAreLeftToQuarkus() {
    Family family =
        Families.all().stream()
            .filter(each -> each.version().equals("1.13-uber"))
            .filter(each -> each.transport().equals("streamable") && each.jdk().feature() == 17)
            .findFirst()
            .orElseThrow();
    try (SpanReceiver ours = new SpanReceiver();
        SpanReceiver theirs = new SpanReceiver();
        AgentJvm server =
            family
                .app()
                .on(Jdks.require(17), family.transport())
                .jvmArgs(
                    "-Dquarkus.mcp.server.tracing.enabled=true",
                    "-Dquarkus.otel.exporter.otlp.endpoint=" + theirs.endpoint(),
                    "-Dquarkus.otel.exporter.otlp.protocol=http/protobuf",
                    "-Dquarkus.otel.bsp.schedule.delay=200ms")
                .withAgent("otlp.endpoint=" + ours.endpoint())
                .start()) {
      try (SdkDriver driver = family.connect(server)) {
        driver.initialize();
        for (int i = 0; i < 3; i++) {
          driver.text("echo", Map.of("text", "hello"));
        }
        Telemetry telemetry = new Telemetry(server, Set.of("echo"));
        telemetry.countsEqual(driver.traffic());
        telemetry.noTroubleInTheAgent();
      }
      assertThat(JsonHttp.get(server.serverUrl().resolve("/q/metrics")).body().lines())
          .filteredOn(line -> line.startsWith("mcp_server_requests_tools_call_seconds_count"))
          .hasSize(1)
          .allMatch(line -> line.endsWith("} 3.0"));
      server.terminate(); // what has not been sent is sent now
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isEqualTo(143);
      assertThat(theirs.spans())
          .as(theirs::summary)
          .filteredOn(QuarkusTelemetryIT::isCall)
          .hasSize(3);
      assertThat(ours.spans()).as(ours::summary).noneMatch(QuarkusTelemetryIT::isCall);
    }
  }

  private static boolean isCall(SpanReceiver.Received span) {
    return span.span().getName().equals(CALL);
  }
}
