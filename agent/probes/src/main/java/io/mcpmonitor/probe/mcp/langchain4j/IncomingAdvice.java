package io.mcpmonitor.probe.mcp.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import org.jspecify.annotations.Nullable;

/** What a server asks the client, or tells it: answered or handled before the method returns. */
final class IncomingAdvice {
  private final LangChainScope scope;

  IncomingAdvice(LangChainScope scope) {
    this.scope = scope;
  }

  @Nullable Object comes(Object handler, @Nullable Object transport, @Nullable JsonNode message) {
    String method = scope.messages.text(message, "method");
    if (message == null || method == null || transport == null || !scope.context.isOn()) {
      return null;
    }
    McpSession session = scope.session(transport, null);
    return scope.calls.begin(
        method,
        scope.messages.get(message, "id"),
        message.get("params"),
        session,
        session == null ? LangChainScope.asked(transport) : session.wire(Side.SERVER),
        message,
        true);
  }

  void handled(
      @Nullable Object state,
      Object handler,
      @Nullable Object transport,
      @Nullable JsonNode message) {
    if (state instanceof McpCall call && message != null) {
      McpCall unused = scope.calls.answering(message, call.requestId());
      scope.calls.done(call);
    }
  }

  void failed(
      Throwable thrown,
      @Nullable Object state,
      Object handler,
      @Nullable Object transport,
      @Nullable JsonNode message) {
    if (state instanceof McpCall call && message != null) {
      McpCall unused = scope.calls.answering(message, call.requestId());
      scope.calls.failed(call, thrown);
    }
  }
}
