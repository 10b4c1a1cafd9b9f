package io.mcpmonitor.probe.mcp.helidon;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request or notification, from its arrival to the end of its handler. */
final class RequestAdvice {
  private static final String MCP_METHOD = "tools/list";

  private final HelidonScope scope;

  /** A call that the thread works for, and what it worked for before. */
  private record Handling(McpCall call, @Nullable Operation previous) {}

  RequestAdvice(HelidonScope scope) {
    this.scope = scope;
  }

  /**
   * A message has come.
   *
   * @param methods the JSON-RPC methods that there are: other services than MCP have others
   */
  @Nullable Object begins(
      Object routing,
      Object request,
      Object response,
      Object json,
      Object handlers,
      Map<?, ?> methods) {
    String method = scope.json.text(json, "method");
    if (method == null || !methods.containsKey(MCP_METHOD) || !scope.context.isOn()) {
      return null; // the answer of a client, or no MCP
    }
    Object id = scope.json.get(json, "id");
    Object params = scope.json.get(json, "params");
    McpCall call = scope.calls.begin(method, id, params, null, HelidonScope.wire(), json, true);
    return new Handling(call, scope.current.enter(call));
  }

  /** An answer is made that is an error, outside of the handler. */
  @Nullable Object errs(Object routing, Object error) {
    if (scope.current.get() instanceof McpCall call && !call.isEnded()) {
      scope.calls.error(call, scope.json.code(error), scope.json.message(error));
    }
    return null;
  }

  void returned(
      @Nullable Object state, Object routing, Object request, Object response, Object json) {
    if (state instanceof Handling handling) {
      leave(handling, json);
      if (!handling.call().isEnded()) {
        scope.calls.done(handling.call()); // a notification, or refused by HTTP alone
      }
    }
  }

  void threw(
      Throwable thrown,
      @Nullable Object state,
      Object routing,
      Object request,
      Object response,
      Object json) {
    if (state instanceof Handling handling) {
      leave(handling, json);
      if (!handling.call().isEnded()) {
        scope.calls.failed(handling.call(), thrown);
      }
    }
  }

  private void leave(Handling handling, Object json) {
    scope.current.leave(handling.previous());
    McpCall unused = scope.calls.answering(json, handling.call().requestId());
  }
}
