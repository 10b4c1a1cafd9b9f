package io.mcpmonitor.record;

import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.Drops;
import io.mcpmonitor.support.Management;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The health report and the agent itself as metrics; all values are asked for when collected. */
public final class SelfMetrics {
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
  private static final AttributeKey<String> PROBE = AttributeKey.stringKey("probe");
  private static final AttributeKey<String> CHECK = AttributeKey.stringKey("check");
  private static final AttributeKey<String> SEVERITY = AttributeKey.stringKey("severity");
  private static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("signal");
  private static final AttributeKey<String> FEATURE = AttributeKey.stringKey("feature");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
  private static final double NANOS_PER_SECOND = 1e9;

  private final @Nullable ThreadMXBean threads = cpuClock();
  private final Supplier<@Nullable HealthReading> health;
  private Map<Long, Long> cpuByThread = new HashMap<>();
  private long cpuNanos;

  /**
   * @param hookFailures failures inside hooks, by probe id
   * @param exporters how export goes, one for each signal that is exported
   * @param health the last health report; null before the first
   */
  public SelfMetrics(
      MetricStore store,
      Pipeline pipeline,
      Drops drops,
      Supplier<Map<String, Long>> hookFailures,
      Supplier<List<ExportReading>> exporters,
      Supplier<@Nullable HealthReading> health) {
    this.health = health;
    long startNanos = System.nanoTime();
    store.atFirstCollection(
        () -> register(store, pipeline, drops, hookFailures, exporters, startNanos));
  }

  /** Notes the CPU time of the agent's threads so far, before one of them ends. */
  public void noteCpu() {
    if (threads != null) {
      long unused = agentCpuNanos(threads);
    }
  }

  private static @Nullable ThreadMXBean cpuClock() {
    if (!Management.tellsOfJvm()) {
      return null;
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isThreadCpuTimeSupported() ? threads : null;
  }

  private void register(
      MetricStore store,
      Pipeline pipeline,
      Drops drops,
      Supplier<Map<String, Long>> hookFailures,
      Supplier<List<ExportReading>> exporters,
      long startNanos) {
    store.observe(MetricNames.MONITOR_DROPPED, out -> drops(out, drops));
    store.observe(
        MetricNames.MONITOR_CONSUMER_FAILURES,
        out -> out.record((double) pipeline.consumerFailures()));
    store.observe(
        MetricNames.MONITOR_HOOK_FAILURES,
        out ->
            hookFailures
                .get()
                .forEach(
                    (probe, count) -> out.record((double) count, Attributes.of(PROBE, probe))));
    store.observe(MetricNames.MONITOR_EXPORT_ITEMS, out -> exports(out, exporters.get()));
    store.observe(
        MetricNames.MONITOR_UPTIME,
        out -> out.record((System.nanoTime() - startNanos) / NANOS_PER_SECOND));
    ThreadMXBean clock = threads;
    if (clock != null) {
      store.observe(
          MetricNames.MONITOR_CPU, out -> out.record(agentCpuNanos(clock) / NANOS_PER_SECOND));
    }
    if (!pipeline.injection().features().isEmpty()) {
      store.observe(MetricNames.MONITOR_INJECTED_CALLS, out -> injected(out, pipeline.injection()));
    }
    store.observe(MetricNames.HEALTH_STATUS, this::status);
    store.observe(MetricNames.HEALTH_SCORE, this::score);
    store.observe(MetricNames.HEALTH_CHECK_STATUS, this::checks);
    store.observe(MetricNames.ALERTS_ACTIVE, this::alerts);
  }

  private static void drops(ObservableDoubleMeasurement out, Drops drops) {
    for (Drops.Reason reason : Drops.Reason.values()) {
      out.record((double) drops.countOf(reason), Attributes.of(REASON, reason.label()));
    }
  }

  private static void injected(ObservableDoubleMeasurement out, Injection injection) {
    for (Feature feature : injection.features()) {
      out.record((double) injection.calls(feature), Attributes.of(FEATURE, feature.id()));
    }
  }

  private static void exports(ObservableDoubleMeasurement out, List<ExportReading> exporters) {
    for (ExportReading exporter : exporters) {
      items(out, exporter, "exported", exporter.exported());
      items(out, exporter, "failed", exporter.failed());
      items(out, exporter, "dropped", exporter.dropped());
    }
  }

  private static void items(
      ObservableDoubleMeasurement out, ExportReading exporter, String result, long count) {
    out.record((double) count, Attributes.of(SIGNAL, exporter.signal(), RESULT, result));
  }

  private void status(ObservableDoubleMeasurement out) {
    HealthReading reading = health.get();
    if (reading != null) {
      out.record(reading.status());
    }
  }

  private void score(ObservableDoubleMeasurement out) {
    HealthReading reading = health.get();
    if (reading != null) {
      out.record(reading.score());
    }
  }

  private void checks(ObservableDoubleMeasurement out) {
    HealthReading reading = health.get();
    if (reading != null) {
      reading.checks().forEach((name, value) -> out.record(value, Attributes.of(CHECK, name)));
    }
  }

  private void alerts(ObservableDoubleMeasurement out) {
    HealthReading reading = health.get();
    if (reading != null) {
      reading
          .alerts()
          .forEach(
              (severity, count) -> out.record((double) count, Attributes.of(SEVERITY, severity)));
    }
  }

  /** A thread that has ended keeps what it was last seen to have used: the sum never falls. */
  private synchronized long agentCpuNanos(ThreadMXBean threads) {
    Map<Long, Long> seen = new HashMap<>();
    for (long id : AgentThreads.liveIds()) {
      long nanos = threads.getThreadCpuTime(id);
      if (nanos >= 0) {
        cpuNanos += Math.max(0, nanos - cpuByThread.getOrDefault(id, 0L));
        seen.put(id, nanos);
      }
    }
    cpuByThread = seen;
    return cpuNanos;
  }
}
