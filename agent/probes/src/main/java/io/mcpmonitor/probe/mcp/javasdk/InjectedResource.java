package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Answers who reads our resource.
 *
 * @param <C> what the SDK knows of the caller
 */
final class InjectedResource<C>
    implements BiFunction<C, ReadResourceRequest, Mono<ReadResourceResult>> {
  private final Injection injection;

  InjectedResource(Injection injection) {
    this.injection = injection;
  }

  @Override
  public Mono<ReadResourceResult> apply(C caller, ReadResourceRequest request) {
    return Mono.deferContextual(this::answer);
  }

  private Mono<ReadResourceResult> answer(ContextView context) {
    InjectedTool.markAsOurs(context);
    return InjectedTool.whenReady(injection, Mono.fromCallable(this::result));
  }

  private ReadResourceResult result() throws ReflectiveOperationException {
    return Results.ofResource(injection.answer(Feature.HEALTH_STATUS));
  }
}
