package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.HttpWire;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Which requests are watched. */
final class ServletScope {
  /** Servlets of this library are seen by its own probe. */
  private static final String LIBRARY = "io.modelcontextprotocol.";

  /** Seen by a probe of its own, below the servlets. */
  private static final String UNDERTOW = "io.undertow.";

  private final ProbeContext context;
  private final HttpWire wire;

  ServletScope(ProbeContext context) {
    this.context = context;
    this.wire = context.shared(HttpWire.class, HttpWire.SHARED);
    wire.watch().add(context);
  }

  /** The request itself where it is nothing to look at. */
  ServletRequest watched(ServletRequest request, Object servlet, ServletResponse response) {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)
        || find(request) != null
        || servlet.getClass().getName().startsWith(LIBRARY)
        || innermost(request).getClass().getName().startsWith(UNDERTOW)) {
      return request;
    }
    HttpExchange exchange = wire.begin(new ServletHead(http, answer), context);
    return exchange == null ? request : new WatchedRequest(http, answer, exchange);
  }

  /** What is around a request may have been put there by the application. */
  static @Nullable WatchedRequest find(ServletRequest request) {
    ServletRequest each = request;
    while (!(each instanceof WatchedRequest)) {
      if (!(each instanceof ServletRequestWrapper wrapper)) {
        return null;
      }
      each = wrapper.getRequest();
    }
    return (WatchedRequest) each;
  }

  private static ServletRequest innermost(ServletRequest request) {
    ServletRequest each = request;
    while (each instanceof ServletRequestWrapper wrapper) {
      each = wrapper.getRequest();
    }
    return each;
  }
}
