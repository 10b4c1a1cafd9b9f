package io.mcpmonitor.record;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.ForeignSpan;
import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.trace.EpochClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of every ended operation that is recorded in a trace. On the thread of the
 * application a span is only a reference to its operation; name, attributes and events are made
 * where it is exported.
 */
public final class Spans implements Consumer<Event> {
  private final @Nullable Consumer<SpanData> export;
  private final LabelGuard labels;

  /**
   * @param export where spans go; it never waits; null when ours are not exported
   * @param labels which names may be part of a span's name
   */
  public Spans(@Nullable Consumer<SpanData> export, LabelGuard labels) {
    this.export = export;
    this.labels = labels;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Operation operation) {
      TraceContext trace = operation.trace();
      ForeignSpan foreign = operation.foreignSpan();
      if (foreign != null) {
        complete(foreign, operation, describe(operation));
      } else if (export != null && trace != null && trace.isSampled()) {
        export.accept(new OperationSpan(operation, trace, describe(operation)));
      }
    }
  }

  /** Tells the other agent of the call what we know. */
  private static void complete(ForeignSpan span, Operation operation, SpanShape shape) {
    EpochClock clock = EpochClock.INSTANCE;
    AttributesBuilder attributes = Attributes.builder();
    shape.attributes(attributes);
    attributes.build().forEach((key, value) -> span.attribute(key.getKey(), value));
    span.name(shape.name());
    for (EventData event : shape.events(clock)) {
      span.event(event.getName(), event.getEpochNanos());
    }
    String errorType = shape.errorType();
    if (errorType != null) {
      span.attribute(McpAttributes.ERROR_TYPE.getKey(), errorType);
      span.failed(shape.errorMessage());
    }
    span.end(clock.epochNanos(operation.endNanos()));
  }

  private SpanShape describe(Operation operation) {
    if (operation instanceof HttpCall http) {
      return new HttpSpan(http);
    }
    return operation instanceof SqlCall sql
        ? new SqlSpan(sql)
        : new McpSpan((McpCall) operation, labels);
  }
}
