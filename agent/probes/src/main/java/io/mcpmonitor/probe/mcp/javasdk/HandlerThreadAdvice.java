package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.ForeignSpan;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Synchronous handlers are callables that Reactor runs on another thread: until that thread has
 * time, the call waits.
 */
final class HandlerThreadAdvice {
  private static final Object NOTHING = new Object();

  private record Entered(@Nullable Operation previous, ForeignSpan foreign, Object entered) {}

  private final SdkScope scope;

  HandlerThreadAdvice(SdkScope scope) {
    this.scope = scope;
  }

  /** The handler is handed to a scheduler. */
  void queued() {
    if (scope.current.get() instanceof McpCall call) {
      call.queued();
    }
  }

  /** A thread has taken the handler. */
  @Nullable Object begins(Object task, @Nullable Object subscriber) {
    if (!(subscriber instanceof CoreSubscriber<?> actual)) {
      return null;
    }
    McpCall call = SdkScope.callIn(actual.currentContext());
    if (call == null) {
      return null;
    }
    if (call.threadName() == null) {
      call.startedHere(System.nanoTime());
    }
    Operation previous = scope.current.enter(call);
    ForeignSpan foreign = call.foreignSpan();
    if (foreign != null) {
      return new Entered(previous, foreign, foreign.enter());
    }
    return previous == null ? NOTHING : previous;
  }

  void ends(@Nullable Object previous) {
    if (previous instanceof Entered entered) {
      entered.foreign().leave(entered.entered());
      scope.current.leave(entered.previous());
    } else if (previous != null) {
      scope.current.leave(previous instanceof Operation operation ? operation : null);
    }
  }
}
