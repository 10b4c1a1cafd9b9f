package io.mcpmonitor.probe.mcp.wire.undertow;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;

/** A request is handled on this thread until the root handler returns. It catches everything. */
final class RootAdvice {
  private final UndertowScope scope;

  RootAdvice(UndertowScope scope) {
    this.scope = scope;
  }

  @Nullable Object begins(HttpHandler handler, HttpServerExchange request) {
    HttpExchange exchange = scope.watched(request);
    return exchange == null ? null : exchange.enter();
  }

  void returns(@Nullable Object state) {
    if (state instanceof HttpExchange.Scope entered) {
      entered.leave();
    }
  }
}
