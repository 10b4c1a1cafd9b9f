package io.mcpmonitor.probe.slf4j;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.pipeline.Current;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Keeps the MDC of one application up to date on every thread. */
final class MdcScope implements Current.Listener {
  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";
  private static final String SAMPLED = "trace_flags";

  private final ProbeContext context;

  MdcScope(ProbeContext context) {
    this.context = context;
    context.pipeline().current().listen(this);
  }

  @Override
  public void changed(@Nullable Operation previous, @Nullable Operation now) {
    if (!context.isOn() || !context.pipeline().tracing().isOwn()) {
      return;
    }
    try {
      TraceContext before = previous == null ? null : previous.trace();
      TraceContext after = now == null ? null : now.trace();
      if (before == after) {
        return;
      }
      String known = MDC.get(SPAN_ID);
      if (known != null && (before == null || !known.equals(before.spanId()))) {
        return; // the application has traces of its own
      }
      if (after == null) {
        MDC.remove(TRACE_ID);
        MDC.remove(SPAN_ID);
        MDC.remove(SAMPLED);
      } else {
        MDC.put(TRACE_ID, after.traceId());
        MDC.put(SPAN_ID, after.spanId());
        MDC.put(SAMPLED, after.isSampled() ? "01" : "00");
      }
    } catch (RuntimeException | LinkageError e) {
      context.failed(e);
    }
  }
}
