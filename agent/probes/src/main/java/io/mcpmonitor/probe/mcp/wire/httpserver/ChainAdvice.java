package io.mcpmonitor.probe.mcp.wire.httpserver;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.TeeInputStream;
import io.mcpmonitor.mcp.wire.TeeOutputStream;
import org.jspecify.annotations.Nullable;

/** A request on its way to its handler. Each filter passes it on the same way. */
final class ChainAdvice {
  private final HttpServerScope scope;

  ChainAdvice(HttpServerScope scope) {
    this.scope = scope;
  }

  private record Handled(HttpExchange exchange, HttpExchange.Scope scope) {}

  @Nullable Object begins(Object chain, com.sun.net.httpserver.HttpExchange request) {
    HttpExchange exchange = scope.wire.begin(new ExchangeHead(request), scope.context);
    if (exchange == null || request.getRequestBody() instanceof TeeInputStream) {
      return null;
    }
    request.setStreams(
        new TeeInputStream(request.getRequestBody(), exchange),
        new TeeOutputStream(request.getResponseBody(), exchange));
    return new Handled(exchange, exchange.enter());
  }

  void returns(@Nullable Object state) {
    if (state instanceof Handled handled) {
      handled.scope().leave();
    }
  }

  void fails(Throwable thrown, @Nullable Object state) {
    if (state instanceof Handled handled) {
      handled.scope().leave();
      handled.exchange().failed(thrown);
    }
  }
}
