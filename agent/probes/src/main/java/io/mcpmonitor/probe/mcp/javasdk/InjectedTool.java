package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Answers calls of a tool of ours, on the thread that the call came on.
 *
 * @param <C> what the SDK knows of the caller
 * @param <R> the arguments, or the request with them
 */
final class InjectedTool<C, R> implements BiFunction<C, R, Mono<CallToolResult>> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int LOOKS = (int) Injection.LONGEST_WAIT.dividedBy(BETWEEN_LOOKS);

  private final Injection injection;
  private final Feature feature;

  InjectedTool(Injection injection, Feature feature) {
    this.injection = injection;
    this.feature = feature;
  }

  @Override
  public Mono<CallToolResult> apply(C caller, R request) {
    return Mono.deferContextual(this::answer);
  }

  private Mono<CallToolResult> answer(ContextView context) {
    markAsOurs(context);
    return whenReady(injection, Mono.fromCallable(this::result));
  }

  private CallToolResult result() throws ReflectiveOperationException {
    return Results.ofTool(injection.answer(feature));
  }

  /**
   * At once, unless the process has just begun: then without holding up a thread, and on threads of
   * Reactor, which a thread of the agent must not make.
   */
  static <T> Mono<T> whenReady(Injection injection, Mono<T> answer) {
    if (injection.isReady()) {
      return answer;
    }
    injection.hurry();
    return Mono.fromSupplier(() -> injection.isReady() ? injection : null)
        .repeatWhenEmpty(LOOKS, looks -> looks.delayElements(BETWEEN_LOOKS))
        .onErrorComplete() // it was looked often enough
        .publishOn(Schedulers.boundedElastic())
        .then(answer);
  }

  /** The call is no traffic of the application. */
  static void markAsOurs(ContextView context) {
    McpCall call = SdkScope.callIn(context);
    if (call != null) {
      call.ours();
    }
  }
}
