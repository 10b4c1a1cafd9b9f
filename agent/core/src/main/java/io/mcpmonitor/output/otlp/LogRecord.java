package io.mcpmonitor.output.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/** A log record with another resource. */
final class LogRecord implements LogRecordData {
  private final LogRecordData record;
  private final Resource resource;

  LogRecord(LogRecordData record, Resource resource) {
    this.record = record;
    this.resource = resource;
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return record.getInstrumentationScopeInfo();
  }

  @Override
  public long getTimestampEpochNanos() {
    return record.getTimestampEpochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return record.getObservedTimestampEpochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return record.getSpanContext();
  }

  @Override
  public Severity getSeverity() {
    return record.getSeverity();
  }

  @Override
  public @Nullable String getSeverityText() {
    return record.getSeverityText();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // the interface still has it
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return record.getBody();
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return record.getBodyValue();
  }

  @Override
  public Attributes getAttributes() {
    return record.getAttributes();
  }

  @Override
  public int getTotalAttributeCount() {
    return record.getTotalAttributeCount();
  }

  @Override
  public @Nullable String getEventName() {
    return record.getEventName();
  }
}
