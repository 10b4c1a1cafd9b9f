package io.mcpmonitor.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StdioWireTest {
  private final List<String> seen = new ArrayList<>();
  private final Drops drops = new Drops();
  private final Pipeline pipeline = new Pipeline(drops);
  private final StdioWire wire = new StdioWire(pipeline, Capture.NONE, drops);

  @BeforeEach
  void listen() {
    pipeline.connect(
        List.of(
            event -> {
              if (event instanceof McpEvent.SessionOpened opened) {
                seen.add("opened " + opened.session().id());
              } else if (event instanceof McpEvent.SessionClosed closed) {
                seen.add("closed " + closed.session().id());
              } else if (event instanceof McpCall call) {
                seen.add(call.method() + " " + call.outcome());
              }
            }));
  }

  @Test
  void aSessionBeginsWithItsHandshake() {
    in(request(1, "initialize", "\"protocolVersion\":\"2024-11-05\""));
    out("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2024-11-05\"}}");
    call(2);

    assertThat(seen()).containsExactly("opened stdio-1", "initialize OK", "tools/call OK");
  }

  @Test
  void aClientThatBeganBeforeIsMetWithItsFirstGoodAnswer() {
    in(request(7, "tools/call", "\"name\":\"none\""));
    out("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32602,\"message\":\"none\"}}");
    call(8);
    call(9);
    wire.ended();

    assertThat(seen())
        .containsExactly(
            "tools/call PROTOCOL_ERROR",
            "opened stdio-1",
            "tools/call OK",
            "tools/call OK",
            "closed stdio-1");
  }

  @Test
  void whatWasBeingReadWhenTheAgentCameIsLeftOut() {
    in("ethod\":\"tools/call\",\"params\":{\"name\":\"echo\"}}\n");
    out("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    in("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
    call(2);

    assertThat(seen())
        .containsExactly("notifications/initialized OK", "opened stdio-1", "tools/call OK");
  }

  @Test
  void aClientThatSaysItsVersionEachTimeHasNoSession() {
    in(
        request(
            1,
            "tools/call",
            "\"name\":\"echo\",\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}"));
    out("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");

    assertThat(seen()).containsExactly("tools/call OK");
  }

  private void call(int id) {
    in(request(id, "tools/call", "\"name\":\"echo\""));
    out("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s}}%n"
        .formatted(id, method, params);
  }

  private void in(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    wire.reads();
    wire.read(bytes, 0, bytes.length);
  }

  private void out(String message) {
    byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
    wire.writes(bytes, 0, bytes.length);
  }

  private List<String> seen() {
    pipeline.catchUp();
    return seen;
  }
}
