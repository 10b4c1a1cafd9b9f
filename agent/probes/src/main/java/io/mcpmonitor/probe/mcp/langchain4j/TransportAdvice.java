package io.mcpmonitor.probe.mcp.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Side;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A message is handed to a transport of a client. */
final class TransportAdvice {
  private final LangChainScope scope;

  /** A call that a thread works for while it sends, and what it worked for before. */
  private record Sending(McpCall call, @Nullable Operation previous) {}

  TransportAdvice(LangChainScope scope) {
    this.scope = scope;
  }

  @Nullable Object asks(
      Object transport, @Nullable Object url, @Nullable Object sseUrl, Object message) {
    return begins(transport, url == null ? sseUrl : url, message);
  }

  @Nullable Object asksInContext(
      Object transport, @Nullable Object url, @Nullable Object sseUrl, Object context) {
    return begins(transport, url == null ? sseUrl : url, Messages.message(context));
  }

  @Nullable Object notifies(
      Object transport, @Nullable Object url, @Nullable Object sseUrl, Object message) {
    return begins(transport, url == null ? sseUrl : url, message);
  }

  @Nullable Object notifiesInContext(
      Object transport, @Nullable Object url, @Nullable Object sseUrl, Object context) {
    return begins(transport, url == null ? sseUrl : url, Messages.message(context));
  }

  CompletableFuture<JsonNode> asked(CompletableFuture<JsonNode> returned, @Nullable Object state) {
    if (!(state instanceof Sending sending)) {
      return returned;
    }
    scope.current.leave(sending.previous());
    return new CallFuture(scope, sending.call(), returned);
  }

  void notified(@Nullable Object state) {
    if (state instanceof Sending sending) {
      scope.current.leave(sending.previous());
      scope.asked.done(sending.call());
    }
  }

  void failed(Throwable thrown, @Nullable Object state) {
    if (state instanceof Sending sending) {
      scope.current.leave(sending.previous());
      scope.asked.failed(sending.call(), thrown);
    }
  }

  private @Nullable Object begins(Object transport, @Nullable Object url, Object message) {
    String method = scope.messages.method(message);
    if (method == null || !scope.context.isOn()) {
      return null; // an answer
    }
    Object id = scope.messages.id(message);
    if (scope.current.get() instanceof McpCall outer
        && outer.wire().side() == Side.CLIENT
        && outer.method().equals(method)
        && !outer.isEnded()) {
      return null; // on its way already: one method hands it to the other
    }
    McpSession session = scope.session(transport, url);
    Object params = scope.messages.params(message);
    McpCall call =
        scope.asked.begin(
            method,
            id == null,
            params,
            session,
            session == null ? scope.wire(transport, url) : session.wire(Side.CLIENT));
    if (id != null) {
      call.requestId(id);
    }
    Map<String, String> meta = new LinkedHashMap<>();
    scope.asked.inject(call, params, meta::put);
    if (!meta.isEmpty()) {
      scope.messages.meta(message, params, meta);
    }
    return new Sending(call, scope.current.enter(call));
  }
}
