package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.operators.UniOperator;
import io.smallrye.mutiny.subscription.UniSubscriber;
import org.jspecify.annotations.Nullable;

/** The body of a tool, prompt or resource, on the thread that it asked for. */
final class FeatureAdvice {
  private static final String HERE = "EVENT_LOOP";

  private final QuarkusScope scope;

  FeatureAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  /** The body is handed to another thread, or runs at once. */
  @Nullable Object queued(Object manager, Object model) {
    if (scope.current.get() instanceof McpCall call
        && model instanceof Enum<?> where
        && !where.name().equals(HERE)) {
      call.queued();
    }
    return null;
  }

  @Nullable Object begins(Object invoker, Object arguments) {
    McpCall call =
        scope.calls.find(
            QuarkusDifferences.answersTo(arguments), QuarkusDifferences.requestId(arguments));
    if (call != null && call.threadName() == null) {
      call.startedHere(System.nanoTime());
    }
    return scope.enter(call);
  }

  Uni<?> returns(Uni<?> returned, @Nullable Object state) {
    McpCall call = scope.leave(state);
    return call == null || returned == null ? returned : new WithinCall<>(scope, call, returned);
  }

  void fails(Throwable thrown, @Nullable Object state) {
    McpCall unused = scope.leave(state);
  }

  /** What a reactive body does begins with its subscription. */
  private static final class WithinCall<T> extends UniOperator<T, T> {
    private final QuarkusScope scope;
    private final McpCall call;

    WithinCall(QuarkusScope scope, McpCall call, Uni<? extends T> body) {
      super(body);
      this.scope = scope;
      this.call = call;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
      Operation previous = scope.current.enter(call);
      try {
        AbstractUni.subscribe(upstream(), subscriber);
      } finally {
        scope.current.leave(previous);
      }
    }
  }
}
