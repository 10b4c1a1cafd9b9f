package io.mcpmonitor.state;

import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.record.Distribution;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.ServerRequests;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Counts per tool and over all requests, read from what was recorded. */
record ToolTable(long requests, long errors, Map<String, Snapshot.ToolStats> tools) {
  private static final double P95 = 0.95;

  /**
   * @param clock turns {@link System#nanoTime()} into wall-clock time
   */
  static ToolTable of(
      Collection<MetricData> collected, LabelGuard labels, LongFunction<Instant> clock) {
    long requests = 0;
    long errors = 0;
    Map<String, Sums> sums = new TreeMap<>();
    for (ServerRequests.Point point : ServerRequests.in(collected)) {
      long count = point.durations().getCount();
      requests += count;
      errors += point.failed() ? count : 0;
      if (point.method().equals(McpMethods.TOOLS_CALL) && !point.tool().isEmpty()) {
        sums.computeIfAbsent(point.tool(), unused -> new Sums()).add(point);
      }
    }
    Map<String, Snapshot.ToolStats> tools = new TreeMap<>();
    sums.forEach(
        (tool, sum) -> {
          Long lastUsed = labels.lastUsedNanos(tool);
          tools.put(
              tool,
              new Snapshot.ToolStats(
                  sum.durations.count(),
                  sum.errors,
                  sum.durations.quantile(P95),
                  lastUsed == null ? null : clock.apply(lastUsed)));
        });
    return new ToolTable(requests, errors, Collections.unmodifiableMap(tools));
  }

  private static final class Sums {
    final Distribution durations = new Distribution();
    long errors;

    void add(ServerRequests.Point point) {
      durations.add(point.durations());
      errors += point.failed() ? point.durations().getCount() : 0;
    }
  }
}
