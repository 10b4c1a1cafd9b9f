package io.mcpmonitor.probe.mcp.wire.undertow;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.HttpWire;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import org.jspecify.annotations.Nullable;

/** Which requests are watched. */
final class UndertowScope {
  private final ProbeContext context;
  private final HttpWire wire;
  private final AttachmentKey<HttpExchange> watched = AttachmentKey.create(HttpExchange.class);

  UndertowScope(ProbeContext context) {
    this.context = context;
    this.wire = context.shared(HttpWire.class, HttpWire.SHARED);
    wire.watch().add(context);
  }

  /** Null where the request is nothing to look at. */
  @Nullable HttpExchange watched(HttpServerExchange request) {
    HttpExchange known = request.getAttachment(watched);
    if (known != null
        || !request.isRequestChannelAvailable()
        || !request.isResponseChannelAvailable()) {
      return known; // or it was under way before
    }
    HttpExchange exchange = wire.begin(new UndertowHead(request), context);
    if (exchange != null) {
      request.putAttachment(watched, exchange);
      request.addRequestWrapper((factory, same) -> new WatchedSource(factory.create(), exchange));
      request.addResponseWrapper((factory, same) -> new WatchedSink(factory.create(), exchange));
      request.addExchangeCompleteListener(
          (same, next) -> {
            exchange.end();
            next.proceed();
          });
    }
    return exchange;
  }
}
