package io.mcpmonitor.record;

import io.mcpmonitor.event.McpEvent.Malformed;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts the messages that could not be read. */
final class MalformedMessages {
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

  private final Map<Malformed, LongAdder> counts = new EnumMap<>(Malformed.class);

  MalformedMessages() {
    for (Malformed how : Malformed.values()) {
      counts.put(how, new LongAdder());
    }
  }

  void count(Malformed how) {
    Objects.requireNonNull(counts.get(how)).increment();
  }

  long total() {
    long total = 0;
    for (LongAdder count : counts.values()) {
      total += count.sum();
    }
    return total;
  }

  void observe(ObservableDoubleMeasurement out) {
    counts.forEach(
        (how, count) -> out.record((double) count.sum(), Attributes.of(REASON, how.label())));
  }
}
