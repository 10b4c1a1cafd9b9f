package io.mcpmonitor.probe.http;

import io.mcpmonitor.event.Arrival;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The thread of a servlet knows which HTTP request it answers. */
final class JakartaServletAdvice {
  private final HttpScope scope;

  JakartaServletAdvice(HttpScope scope) {
    this.scope = scope;
  }

  @Nullable Object arrives(Object servlet, HttpServletRequest request) {
    if (!"POST".equals(request.getMethod()) || scope.pipeline.current().arrival() != null) {
      return null;
    }
    String protocol = request.getProtocol();
    Arrival arrival =
        new Arrival(
            scope.pipeline.tracing().extract(request::getHeader),
            request.getRemoteAddr(),
            request.getRemotePort(),
            protocol == null ? null : protocol.substring(protocol.indexOf('/') + 1));
    scope.pipeline.current().arrival(arrival);
    return arrival;
  }

  void leaves(@Nullable Object arrival) {
    if (arrival != null) {
      scope.pipeline.current().arrival(null);
    }
  }

  void leavesBy(Throwable thrown, @Nullable Object arrival) {
    leaves(arrival);
  }
}
