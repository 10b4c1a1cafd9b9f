package io.mcpmonitor.probe.mcp.javasdk;

import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import org.jspecify.annotations.Nullable;

/** Servers without sessions are made with our tools and resource, and keep theirs. */
final class InjectStatelessAdvice {
  private final InjectScope scope;
  private final StatelessSpecifications kind = new StatelessSpecifications();

  InjectStatelessAdvice(InjectScope scope) {
    this.scope = scope;
  }

  Object features(Object features) throws ReflectiveOperationException {
    return scope.with(features, kind);
  }

  /** The application adds a tool while it runs: one of ours with this name gives way. */
  @Nullable Object addTool(
      McpStatelessAsyncServer server,
      @Nullable Object tools,
      McpStatelessServerFeatures.AsyncToolSpecification added) {
    OwnFirst.tool(scope, kind, server, tools, added.tool());
    return null;
  }

  /** The same for a resource. */
  @Nullable Object addResource(
      McpStatelessAsyncServer server,
      @Nullable Object resources,
      McpStatelessServerFeatures.AsyncResourceSpecification added) {
    OwnFirst.resource(scope, kind, server, resources, added.resource());
    return null;
  }
}
