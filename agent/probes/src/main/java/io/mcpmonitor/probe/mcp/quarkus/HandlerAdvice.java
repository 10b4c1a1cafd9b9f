package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.quarkiverse.mcp.server.runtime.McpRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A tool, prompt or resource is looked up and handed to its thread, since 1.2. */
final class HandlerAdvice {
  private final QuarkusScope scope;

  HandlerAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  @Nullable Object begins(Object handler, JsonObject message, McpRequest request) {
    return scope.enter(scope.calls.find(request.sender(), message.getMap().get("id")));
  }

  void returns(@Nullable Future<?> returned, @Nullable Object state) {
    McpCall unused = scope.leave(state);
  }
}
