package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What the server has asked its clients. */
final class AskedAdvice {
  private final QuarkusScope scope;

  AskedAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  @Nullable Object answered(Object owner, @Nullable Object id, JsonObject message) {
    McpCall call = scope.calls.answered(QuarkusFields.asked(id));
    if (call == null) {
      return null;
    }
    Object error = message.getMap().get("error");
    if (error == null) {
      scope.calls.done(call);
    } else {
      scope.calls.error(call, QuarkusFields.code(error), QuarkusFields.message(error));
    }
    return null;
  }

  /** The server does not wait any longer. */
  @Nullable Object removed(Object owner, long id) {
    McpCall call = scope.calls.answered(id);
    if (call != null) {
      scope.calls.timedOut(call);
    }
    return null;
  }
}
