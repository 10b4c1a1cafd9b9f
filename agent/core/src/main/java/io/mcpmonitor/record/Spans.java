package io.mcpmonitor.record;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes a span of every ended operation that is recorded in a trace. On the thread of the
 * application a span is only a reference to its operation; name, attributes and events are made
 * where it is exported.
 */
public final class Spans implements Consumer<Event> {
  private final SpanProcessor processor;
  private final Supplier<Resource> resource;
  private final LabelGuard labels;
  private final EpochClock clock = new EpochClock();

  /**
   * @param processor where spans go
   * @param resource what is monitored, asked for when a span is exported
   * @param labels which names may be part of a span's name
   */
  public Spans(SpanProcessor processor, Supplier<Resource> resource, LabelGuard labels) {
    this.processor = processor;
    this.resource = resource;
    this.labels = labels;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Operation operation) {
      TraceContext trace = operation.trace();
      if (trace != null && trace.isSampled()) {
        processor.onEnd(new OperationSpan(operation, trace, describe(operation), this));
      }
    }
  }

  private SpanShape describe(Operation operation) {
    return operation instanceof HttpCall http
        ? new HttpSpan(http)
        : new McpSpan((McpCall) operation, labels);
  }

  EpochClock clock() {
    return clock;
  }

  Resource resource() {
    return resource.get();
  }
}
