package io.mcpmonitor.probe.mcp.javasdk;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import org.jspecify.annotations.Nullable;

/** Servers with sessions are made with our tools and resource, and keep theirs. */
final class InjectAdvice {
  private final InjectScope scope;
  private final SessionSpecifications kind = new SessionSpecifications();

  InjectAdvice(InjectScope scope) {
    this.scope = scope;
  }

  Object features(Object features) throws ReflectiveOperationException {
    return scope.with(features, kind);
  }

  /** The application adds a tool while it runs: one of ours with this name gives way. */
  @Nullable Object addTool(
      McpAsyncServer server,
      @Nullable Object tools,
      McpServerFeatures.AsyncToolSpecification added) {
    OwnFirst.tool(scope, kind, server, tools, added.tool());
    return null;
  }

  /** The same for a resource. */
  @Nullable Object addResource(
      McpAsyncServer server,
      @Nullable Object resources,
      McpServerFeatures.AsyncResourceSpecification added) {
    OwnFirst.resource(scope, kind, server, resources, added.resource());
    return null;
  }
}
