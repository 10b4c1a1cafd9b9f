package io.mcpmonitor.record;

import io.mcpmonitor.trace.EpochClock;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the span of one kind of operation shows. Asked for on an exporter's thread. */
interface SpanShape {
  String name();

  SpanKind kind();

  void attributes(AttributesBuilder attributes);

  /** The attribute {@code error.type}; null when the operation did not fail. */
  @Nullable String errorType();

  /** What the error said; null when nobody may know. */
  default @Nullable String errorMessage() {
    return null;
  }

  default List<EventData> events(EpochClock clock) {
    return List.of();
  }

  /** How many events there were, kept or not. */
  default int totalEvents() {
    return 0;
  }
}
