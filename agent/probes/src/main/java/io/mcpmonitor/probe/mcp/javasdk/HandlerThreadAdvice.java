package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Synchronous handlers are callables that Reactor runs on another thread: until that thread has
 * time, the call waits.
 */
final class HandlerThreadAdvice {
  private final SdkScope scope;

  HandlerThreadAdvice(SdkScope scope) {
    this.scope = scope;
  }

  /** The handler is handed to a scheduler. */
  void queued() {
    McpCall call = scope.current();
    if (call != null) {
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
    scope.enter(call);
    return call;
  }

  void ends(@Nullable Object call) {
    if (call != null) {
      scope.leave(null);
    }
  }
}
