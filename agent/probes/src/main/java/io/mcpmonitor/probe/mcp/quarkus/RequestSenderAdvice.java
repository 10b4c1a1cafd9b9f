package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.quarkiverse.mcp.server.runtime.McpRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A message leaves through the HTTP request that is being answered, which may hand it on to its
 * connection.
 */
final class RequestSenderAdvice {
  private final QuarkusScope scope;

  RequestSenderAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  @Nullable Object sends(McpRequest request, @Nullable JsonObject message) {
    if (message == null) {
      return null;
    }
    if (message.getMap().get("method") instanceof String method) {
      return scope.enter(scope.ask(request.connection(), method, message));
    }
    scope.answer(request, message);
    return null;
  }

  void sent(@Nullable Future<?> returned, @Nullable Object state) {
    McpCall call = scope.leave(state);
    if (call != null && call.isNotification()) {
      scope.calls.done(call);
    }
  }

  void failed(Throwable thrown, @Nullable Object state) {
    McpCall call = scope.leave(state);
    if (call != null) {
      scope.calls.failed(call, thrown);
    }
  }
}
