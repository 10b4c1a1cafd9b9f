package io.mcpmonitor.record;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.TraceContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;

/**
 * Makes a span of every ended operation that is recorded in a trace. On the thread of the
 * application a span is only a reference to its operation; name, attributes and events are made
 * where it is exported.
 */
public final class Spans implements Consumer<Event> {
  private final Consumer<SpanData> export;
  private final LabelGuard labels;
  private final EpochClock clock = new EpochClock();

  /**
   * @param export where spans go; it never waits
   * @param labels which names may be part of a span's name
   */
  public Spans(Consumer<SpanData> export, LabelGuard labels) {
    this.export = export;
    this.labels = labels;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Operation operation) {
      TraceContext trace = operation.trace();
      if (trace != null && trace.isSampled()) {
        export.accept(new OperationSpan(operation, trace, describe(operation), this));
      }
    }
  }

  private SpanShape describe(Operation operation) {
    if (operation instanceof HttpCall http) {
      return new HttpSpan(http);
    }
    return operation instanceof SqlCall sql
        ? new SqlSpan(sql)
        : new McpSpan((McpCall) operation, labels);
  }

  EpochClock clock() {
    return clock;
  }
}
