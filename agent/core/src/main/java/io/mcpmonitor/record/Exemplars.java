package io.mcpmonitor.record;

import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** By what a histogram remembers the trace of a value. */
final class Exemplars {
  private static final Context NONE = Context.root();

  private Exemplars() {}

  /** What to record a value of this operation with: costs nothing where no trace is recorded. */
  static Context contextOf(Operation operation) {
    TraceContext trace = operation.trace();
    return trace == null || !trace.isSampled()
        ? NONE
        : NONE.with(Span.wrap(OperationSpan.contextOf(trace, false)));
  }
}
