package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.quarkiverse.mcp.server.McpConnection;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A message leaves through its connection: an answer, or something that the server asks. */
final class SenderAdvice {
  private final QuarkusScope scope;

  SenderAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  @Nullable Object sends(McpConnection connection, @Nullable JsonObject message) {
    if (message == null) {
      return null;
    }
    if (message.getMap().get("method") instanceof String method) {
      McpCall call = scope.ask(connection, method, message);
      if (call != null && call.isNotification()) {
        scope.calls.done(call);
      }
    } else {
      scope.answer(connection, message);
    }
    return null;
  }
}
