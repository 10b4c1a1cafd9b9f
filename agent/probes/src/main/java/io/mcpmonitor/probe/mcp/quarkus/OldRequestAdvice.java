package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.quarkiverse.mcp.server.McpConnection;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One request or notification up to 1.1, where nothing tells the end but the answer. */
final class OldRequestAdvice {
  private final QuarkusScope scope;

  OldRequestAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  @Nullable Object begins(
      Object handler, JsonObject message, McpConnection connection, Object answersTo) {
    return scope.begin(handler, message, connection, answersTo, true);
  }

  void returns(@Nullable Object state) {
    McpCall call = scope.leave(state);
    if (call != null && call.isNotification()) {
      scope.calls.done(call);
    }
  }

  void fails(Throwable thrown, @Nullable Object state) {
    McpCall call = scope.leave(state);
    if (call != null) {
      scope.calls.failed(call, thrown);
    }
  }
}
