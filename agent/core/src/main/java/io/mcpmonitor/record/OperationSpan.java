package io.mcpmonitor.record;

import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.support.AgentVersion;
import io.mcpmonitor.trace.EpochClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.internal.W3CTraceContextEncoding;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The span of an operation that has ended. */
final class OperationSpan implements SpanData {
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.builder("io.mcpmonitor").setVersion(AgentVersion.get()).build();

  private final Operation operation;
  private final TraceContext trace;
  private final SpanShape shape;
  private volatile @Nullable SpanContext spanContext;
  private volatile @Nullable Attributes attributes;

  OperationSpan(Operation operation, TraceContext trace, SpanShape shape) {
    this.operation = operation;
    this.trace = trace;
    this.shape = shape;
  }

  /** The context of a span as the SDK knows it. */
  static SpanContext contextOf(TraceContext trace, boolean remote) {
    TraceFlags flags = trace.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    TraceState state = state(trace.state());
    return remote
        ? SpanContext.createFromRemoteParent(trace.traceId(), trace.spanId(), flags, state)
        : SpanContext.create(trace.traceId(), trace.spanId(), flags, state);
  }

  private static TraceState state(@Nullable String text) {
    if (text == null) {
      return TraceState.getDefault();
    }
    try {
      return W3CTraceContextEncoding.decodeTraceState(text);
    } catch (IllegalArgumentException e) {
      return TraceState.getDefault();
    }
  }

  @Override
  public SpanContext getSpanContext() {
    SpanContext made = spanContext;
    if (made == null) {
      made = contextOf(trace, false);
      spanContext = made;
    }
    return made;
  }

  @Override
  public SpanContext getParentSpanContext() {
    TraceContext parent = operation.parentTrace();
    return parent == null || !parent.isValid()
        ? SpanContext.getInvalid()
        : contextOf(parent, operation.hasRemoteParent());
  }

  @Override
  public String getName() {
    return shape.name();
  }

  @Override
  public SpanKind getKind() {
    return shape.kind();
  }

  @Override
  public Attributes getAttributes() {
    Attributes made = attributes;
    if (made == null) {
      AttributesBuilder builder = Attributes.builder();
      shape.attributes(builder);
      McpAttributes.putIfKnown(builder, McpAttributes.ERROR_TYPE, shape.errorType());
      made = builder.build();
      attributes = made;
    }
    return made;
  }

  @Override
  public StatusData getStatus() {
    if (shape.errorType() == null) {
      return StatusData.unset();
    }
    String message = shape.errorMessage();
    return StatusData.create(StatusData.error().getStatusCode(), message == null ? "" : message);
  }

  @Override
  public long getStartEpochNanos() {
    EpochClock.INSTANCE.adjust();
    return EpochClock.INSTANCE.epochNanos(operation.beginNanos());
  }

  @Override
  public long getEndEpochNanos() {
    return EpochClock.INSTANCE.epochNanos(operation.endNanos());
  }

  @Override
  public List<EventData> getEvents() {
    return shape.events(EpochClock.INSTANCE);
  }

  @Override
  public int getTotalRecordedEvents() {
    return shape.totalEvents();
  }

  @Override
  public List<LinkData> getLinks() {
    TraceContext link = operation.link();
    return link == null || !link.isValid()
        ? List.of()
        : List.of(LinkData.create(contextOf(link, true)));
  }

  @Override
  public int getTotalRecordedLinks() {
    return getLinks().size();
  }

  @Override
  public int getTotalAttributeCount() {
    return getAttributes().size();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public Resource getResource() {
    return Resource.empty(); // the export knows it better
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  @SuppressWarnings("deprecation") // asked for by the interface
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(
        SCOPE.getName(), SCOPE.getVersion());
  }
}
