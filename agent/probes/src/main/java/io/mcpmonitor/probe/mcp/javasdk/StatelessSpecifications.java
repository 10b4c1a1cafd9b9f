package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Servers without sessions; synchronous ones wrap them. */
final class StatelessSpecifications implements Specifications<McpStatelessAsyncServer> {
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
  public McpSchema.Implementation info(McpStatelessAsyncServer server) {
    return server.getServerInfo();
  }

  @Override
  public McpSchema.ServerCapabilities capabilities(McpStatelessAsyncServer server) {
    return server.getServerCapabilities();
  }

  @Override
  public Mono<Void> add(McpStatelessAsyncServer server, Object specification) {
    return specification instanceof AsyncToolSpecification tool
        ? server.addTool(tool)
        : server.addResource((AsyncResourceSpecification) specification);
  }
}
