package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Servers with sessions; synchronous ones wrap them. */
final class SessionSpecifications implements Specifications<McpAsyncServer> {
  @Override
  public Object tool(McpSchema.Tool tool, Injection injection, Feature feature) {
    return new AsyncToolSpecification(tool, new InjectedTool<>(injection, feature));
  }

  @Override
  public Object resource(McpSchema.Resource resource, Injection injection) {
    return new AsyncResourceSpecification(resource, new InjectedResource<>(injection));
  }

  @Override
  public McpSchema.@Nullable Tool toolOf(@Nullable Object specification) {
    return specification instanceof AsyncToolSpecification tool ? tool.tool() : null;
  }

  @Override
  public McpSchema.@Nullable Resource resourceOf(@Nullable Object specification) {
    return specification instanceof AsyncResourceSpecification resource
        ? resource.resource()
        : null;
  }

  @Override
  public McpSchema.Implementation info(McpAsyncServer server) {
    return server.getServerInfo();
  }

  @Override
  public McpSchema.ServerCapabilities capabilities(McpAsyncServer server) {
    return server.getServerCapabilities();
  }

  @Override
  public Mono<Void> add(McpAsyncServer server, Object specification) {
    return specification instanceof AsyncToolSpecification tool
        ? server.addTool(tool)
        : server.addResource((AsyncResourceSpecification) specification);
  }
}
