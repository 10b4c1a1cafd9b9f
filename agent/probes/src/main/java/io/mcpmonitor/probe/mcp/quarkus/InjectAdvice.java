package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.inject.Feature;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ToolManager;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Our tools and resource come into the registries before anybody asks for what is there. */
final class InjectAdvice {
  private static final String IN_OPERATION = "IN_OPERATION";

  private final InjectScope scope;

  InjectAdvice(InjectScope scope) {
    this.scope = scope;
  }

  /** A transport was made: there is one for each kind, and they share their registries. */
  void created(
      @Nullable Object state,
      Object handler,
      @Nullable Object config,
      @Nullable Object connections,
      @Nullable Object prompts,
      @Nullable Object tools,
      @Nullable Object resources,
      @Nullable Object promptCompletions,
      @Nullable Object templates) {
    scope.made(handler);
    scope.fill(tools, resources, templates);
  }

  /** A server that ran when the agent came is asked for something. */
  @Nullable Object asked(
      Object handler,
      @Nullable Object tools,
      @Nullable Object resources,
      @Nullable Object templates,
      @Nullable Object connections,
      JsonObject message) {
    if (scope.injection.isLate()
        && !scope.isDone(tools)
        && message.getMap().get("method") instanceof String method
        && !method.equals(McpMethods.INITIALIZE)
        && areInOperation(connections)) {
      scope.fill(tools, resources, templates);
    }
    return null;
  }

  /** The same in versions whose handler does not know its registries. */
  @Nullable Object askedOld(Object handler) {
    scope.askedOld(handler);
    return null;
  }

  /** All of them are told of new tools, also one whose handshake is not over. */
  private static boolean areInOperation(@Nullable Object connections) {
    if (connections instanceof Iterable<?> all) {
      for (Object one : all) {
        if (one instanceof McpConnection known && !known.status().name().equals(IN_OPERATION)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A tool of the application: one of ours with this name gives way. */
  @Nullable Object newTool(ToolManager tools, String name) {
    scope.giveWay(tools, name);
    return null;
  }

  /** The same for a resource. */
  @Nullable Object setsUri(Object definition, @Nullable Object resources, @Nullable String uri) {
    return registers(definition, uri, resources);
  }

  /** The same for a resource whose address was free when it was set. */
  @Nullable Object registers(Object definition, @Nullable Object uri, @Nullable Object resources) {
    if (Feature.HEALTH_URI.equals(uri) && resources instanceof ResourceManager manager) {
      scope.giveWay(manager);
    }
    return null;
  }
}
