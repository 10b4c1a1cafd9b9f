package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as an error, by side, outcome and code. */
class ErrorRulesTest {
  private final Traffic traffic = new Traffic().tools("search");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // side, outcome, code, exception, expected error.type, expected status code
        "SERVER, OK, -, -, -, -",
        "SERVER, TOOL_ERROR, -, -, tool_error, -",
        "SERVER, PROTOCOL_ERROR, -32700, -, -, -32700",
        "SERVER, PROTOCOL_ERROR, -32600, -, -, -32600",
        "SERVER, PROTOCOL_ERROR, -32601, -, -, -32601",
        "SERVER, PROTOCOL_ERROR, -32602, -, -, -32602",
        "SERVER, PROTOCOL_ERROR, -32002, -, -, -32002",
        "SERVER, PROTOCOL_ERROR, -32603, -, -32603, -32603",
        "SERVER, PROTOCOL_ERROR, -32000, -, -32000, -32000",
        "SERVER, PROTOCOL_ERROR, 42, -, 42, 42",
        "SERVER, PROTOCOL_ERROR, -, -, _OTHER, -",
        "SERVER, THREW, -, java.io.IOException, java.io.IOException, -",
        "SERVER, THREW, -, -, _OTHER, -",
        "SERVER, TIMED_OUT, -, java.util.concurrent.TimeoutException,"
            + " java.util.concurrent.TimeoutException, -",
        "SERVER, TIMED_OUT, -, -, timeout, -",
        "SERVER, CANCELLED, -, -, cancelled, -",
        "CLIENT, OK, -, -, -, -",
        "CLIENT, TOOL_ERROR, -, -, tool_error, -",
        "CLIENT, PROTOCOL_ERROR, -32602, -, -32602, -32602",
        "CLIENT, PROTOCOL_ERROR, -32601, -, -32601, -32601",
        "CLIENT, PROTOCOL_ERROR, -32603, -, -32603, -32603",
        "CLIENT, CANCELLED, -, -, cancelled, -",
      })
  void followsTheConventions(
      Side side,
      Outcome outcome,
      Integer code,
      String exception,
      String errorType,
      String statusCode) {
    boolean server = side == Side.SERVER;
    traffic.run(
        Traffic.request(server ? Traffic.STDIO : Traffic.CLIENT, "tools/call", "search"),
        outcome,
        code,
        exception,
        Traffic.MILLIS);

    Map<String, String> attributes =
        Traffic.text(
            traffic
                .onlyPoint(
                    server
                        ? MetricNames.SERVER_OPERATION_DURATION
                        : MetricNames.CLIENT_OPERATION_DURATION)
                .getAttributes());
    assertThat(attributes.get("error.type")).isEqualTo(errorType);
    assertThat(attributes.get("rpc.response.status_code")).isEqualTo(statusCode);
    assertThat(traffic.points(MetricNames.CLIENT_OPERATION_DURATION)).hasSize(server ? 0 : 1);
  }

  @Test
  void thereAreOnlySoManyErrorTypes() {
    for (int i = 0; i < 1_000; i++) {
      traffic.run(Traffic.tool("search"), Outcome.THREW, null, "a.b.Failure" + i, 1);
      traffic.run(Traffic.tool("search"), Outcome.PROTOCOL_ERROR, 1_000 + i, null, 1);
    }
    // what the agent says itself is never crowded out, nor are the codes that blame the caller
    traffic.run(Traffic.tool("search"), Outcome.TOOL_ERROR, null, null, 1);
    traffic.run(Traffic.tool("search"), Outcome.PROTOCOL_ERROR, -32602, null, 1);

    var points = traffic.points(MetricNames.SERVER_OPERATION_DURATION);
    assertThat(points).hasSizeBetween(50, 105);
    assertThat(points.stream().mapToLong(p -> p.getCount()).sum()).isEqualTo(2_002);
    assertThat(points)
        .extracting(p -> Traffic.text(p.getAttributes()).get("error.type"))
        .contains("_OTHER", "tool_error", null);
  }
}
