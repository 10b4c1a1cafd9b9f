package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How one kind of server, with sessions or without, takes its tools and resources.
 *
 * @param <S> the server
 */
interface Specifications<S> {
  Object tool(McpSchema.Tool tool, Injection injection, Feature feature);

  Object resource(McpSchema.Resource resource, Injection injection);

  /** The tool of a specification; null when it is something else. */
  McpSchema.@Nullable Tool toolOf(@Nullable Object specification);

  /** The resource of a specification; null when it is something else. */
  McpSchema.@Nullable Resource resourceOf(@Nullable Object specification);

  McpSchema.Implementation info(S server);

  McpSchema.ServerCapabilities capabilities(S server);

  /** Adds either of the two to a server that runs. */
  Mono<Void> add(S server, Object specification);
}
