package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.mcp.wire.HttpExchange;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/** A request on its way through a servlet, which may hand it on to another one, or begin again. */
final class RequestAdvice {
  private final ServletScope scope;

  RequestAdvice(ServletScope scope) {
    this.scope = scope;
  }

  private record Handled(WatchedRequest request, HttpExchange.Scope scope) {}

  /** One of the two methods takes the more special type. */
  Object watched(
      ServletRequest request, Object servlet, ServletRequest same, ServletResponse response) {
    return scope.watched(request, servlet, response);
  }

  @Nullable Object begins(Object servlet, ServletRequest request) {
    WatchedRequest watched = ServletScope.find(request);
    return watched == null || !watched.begins()
        ? null
        : new Handled(watched, watched.exchange().enter());
  }

  void returns(@Nullable Object state) {
    if (state instanceof Handled handled) {
      handled.scope().leave();
      handled.request().ends(null);
    }
  }

  void fails(Throwable thrown, @Nullable Object state) {
    if (state instanceof Handled handled) {
      handled.scope().leave();
      handled.request().ends(thrown);
    }
  }
}
