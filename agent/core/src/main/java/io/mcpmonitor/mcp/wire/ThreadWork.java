package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.event.ForeignSpan;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.pipeline.Current;
import org.jspecify.annotations.Nullable;

/** Which call a thread works for. */
final class ThreadWork {
  private final Current current;

  ThreadWork(Current current) {
    this.current = current;
  }

  /** A call that a thread works for, and what it worked for before. */
  static final class Entered {
    final McpCall call;
    private final @Nullable Operation previous;
    private final @Nullable Object foreign;

    private Entered(McpCall call, @Nullable Operation previous, @Nullable Object foreign) {
      this.call = call;
      this.previous = previous;
      this.foreign = foreign;
    }
  }

  /** The current thread works for this call from now on. */
  Entered enter(McpCall call) {
    ForeignSpan span = call.foreignSpan();
    return new Entered(call, current.enter(call), span == null ? null : span.enter());
  }

  /** The current thread, the same as above, works again for what it worked for before. */
  void leave(Entered entered) {
    ForeignSpan span = entered.call.foreignSpan();
    if (span != null && entered.foreign != null) {
      span.leave(entered.foreign);
    }
    current.leave(entered.previous);
  }
}
