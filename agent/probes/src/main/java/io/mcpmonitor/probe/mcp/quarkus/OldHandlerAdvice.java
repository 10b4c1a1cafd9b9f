package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A tool, prompt or resource is looked up and handed to its thread, up to 1.1. */
final class OldHandlerAdvice {
  private final QuarkusScope scope;

  OldHandlerAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  @Nullable Object begins(Object handler, JsonObject message, Object answersTo) {
    return scope.enter(scope.calls.find(answersTo, message.getMap().get("id")));
  }

  void returns(@Nullable Object state) {
    McpCall unused = scope.leave(state);
  }
}
