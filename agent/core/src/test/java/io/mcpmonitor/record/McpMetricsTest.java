package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.ResponseSized;
import io.mcpmonitor.event.McpEvent.SessionClosed;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import java.util.Map;
import org.junit.jupiter.api.Test;

class McpMetricsTest {
  private final Traffic traffic = new Traffic().tools("search", "index").prompts("greet");

  @Test
  void aToolCallCarriesTheAttributesOfTheConventions() {
    traffic.ok(Traffic.tool("search"));

    var point = traffic.onlyPoint(MetricNames.SERVER_OPERATION_DURATION);
    assertThat(Traffic.text(point.getAttributes()))
        .isEqualTo(
            Map.of(
                "mcp.method.name", "tools/call",
                "gen_ai.tool.name", "search",
                "gen_ai.operation.name", "execute_tool",
                "mcp.protocol.version", "2025-06-18",
                "network.transport", "pipe"));
    assertThat(point.getSum()).isEqualTo(0.03);
    assertThat(point.getBoundaries())
        .containsExactly(
            0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);
  }

  @Test
  void aPromptIsNotATool() {
    Wire http = new Wire(Side.SERVER, McpTransport.STREAMABLE_HTTP, null);
    traffic.ok(Traffic.request(http, "prompts/get", "greet"));

    assertThat(
            Traffic.text(traffic.onlyPoint(MetricNames.SERVER_OPERATION_DURATION).getAttributes()))
        .isEqualTo(
            Map.of(
                "mcp.method.name", "prompts/get",
                "gen_ai.prompt.name", "greet",
                "network.transport", "tcp",
                "network.protocol.name", "http"));
  }

  @Test
  void whatACallerInventsIsOther() {
    traffic.ok(Traffic.request(Traffic.STDIO, "tools/steal", null));
    McpCall notification = new McpCall("tools/call", true, null, Traffic.STDIO, System.nanoTime());
    notification.target("search");
    traffic.ok(notification);
    traffic.ok(Traffic.request(Traffic.STDIO, "notifications/initialized", null));

    var point = traffic.onlyPoint(MetricNames.SERVER_OPERATION_DURATION);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(Traffic.text(point.getAttributes()))
        .containsEntry("mcp.method.name", "_other")
        .doesNotContainKeys("gen_ai.tool.name", "gen_ai.operation.name");
  }

  @Test
  void inventedProtocolVersionsAreBounded() {
    for (int i = 0; i < 5_000; i++) {
      String version = String.format("%04d-01-01", i);
      traffic.ok(Traffic.request(new Wire(Side.SERVER, McpTransport.SSE, version), "ping", null));
    }

    assertThat(traffic.points(MetricNames.SERVER_OPERATION_DURATION)).hasSizeBetween(2, 20);
  }

  @Test
  void aSubscriptionIsNoDuration() {
    McpCall listen = Traffic.request(Traffic.STDIO, "subscriptions/listen", null);
    traffic.pipeline.beginCall(listen);
    assertThat(traffic.values(MetricNames.REQUESTS_IN_FLIGHT, "tool")).containsEntry("", 0.0);
    listen.end(Outcome.OK, null, null, System.nanoTime());
    traffic.pipeline.endCall(listen);
    traffic.pipeline.publish(new ResponseSized(listen, 10));

    assertThat(traffic.points(MetricNames.SERVER_OPERATION_DURATION)).isEmpty();
    assertThat(traffic.points(MetricNames.RESPONSE_SIZE)).isEmpty();
  }

  @Test
  void sizesAreRecordedWhereKnown() {
    McpCall call = Traffic.tool("search");
    call.requestBytes(700);
    traffic.pipeline.publish(new ResponseSized(traffic.ok(call), 9_000));
    traffic.ok(Traffic.tool("index"));

    for (var metric :
        new MetricNames.Metric[] {MetricNames.REQUEST_SIZE, MetricNames.RESPONSE_SIZE}) {
      assertThat(Traffic.text(traffic.onlyPoint(metric).getAttributes()))
          .isEqualTo(Map.of("method", "tools/call", "tool", "search"));
    }
    assertThat(traffic.onlyPoint(MetricNames.REQUEST_SIZE).getSum()).isEqualTo(700);
    assertThat(traffic.onlyPoint(MetricNames.RESPONSE_SIZE).getSum()).isEqualTo(9_000);
  }

  @Test
  void theQueueIsWhatHasArrivedAndNotBegun() {
    McpCall waiting = Traffic.tool("search");
    McpCall running = Traffic.tool("search");
    running.startedHere(System.nanoTime());
    McpCall client = Traffic.request(Traffic.CLIENT, "tools/call", "search");
    McpCall ping = Traffic.request(Traffic.STDIO, "ping", null);
    traffic.pipeline.beginCall(waiting);
    traffic.pipeline.beginCall(running);
    traffic.pipeline.beginCall(client);
    traffic.pipeline.beginCall(ping);

    assertThat(traffic.values(MetricNames.REQUESTS_IN_FLIGHT, "tool"))
        .isEqualTo(Map.of("search", 2.0, "index", 0.0, "", 1.0));
    assertThat(traffic.values(MetricNames.QUEUE_SIZE, "tool"))
        .isEqualTo(Map.of("search", 1.0, "index", 0.0, "", 0.0));

    traffic.ok(Traffic.tool("index"));
    var wait = traffic.onlyPoint(MetricNames.QUEUE_WAIT);
    assertThat(wait.getSum()).isEqualTo(0.015);
    assertThat(Traffic.text(wait.getAttributes())).isEqualTo(Map.of("tool", "index"));
  }

  @Test
  void sessionsAreCountedWhileOpenAndTimedAtTheirEnd() {
    McpSession first = new McpSession("1", Traffic.STDIO, 0);
    McpSession second = new McpSession("2", Traffic.STDIO, 1);
    McpSession client = new McpSession("3", Traffic.CLIENT, 0);
    for (McpSession session : new McpSession[] {first, second, second, client}) {
      traffic.pipeline.publish(new SessionOpened(session));
    }
    assertThat(traffic.values(MetricNames.SERVER_SESSIONS_ACTIVE, "")).containsEntry("", 2.0);

    McpSession neverSeen = new McpSession("4", Traffic.STDIO, 0);
    for (McpSession session : new McpSession[] {first, neverSeen}) {
      traffic.pipeline.publish(
          new SessionClosed(session, CloseReason.CLOSED, 2_000 * Traffic.MILLIS));
    }

    assertThat(traffic.values(MetricNames.SERVER_SESSIONS_ACTIVE, "")).containsEntry("", 1.0);
    assertThat(traffic.metrics.sessions().list()).containsExactly(client, second);
    var point = traffic.onlyPoint(MetricNames.SERVER_SESSION_DURATION);
    assertThat(point.getSum()).isEqualTo(4);
    assertThat(Traffic.text(point.getAttributes()))
        .isEqualTo(Map.of("mcp.protocol.version", "2025-06-18", "network.transport", "pipe"));
  }
}
