package io.mcpmonitor.record;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.record.MetricNames.Metric;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.Scans;
import io.mcpmonitor.scan.WatcherView;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Records scans of files and watchers of folders. All but durations is asked for when collected.
 */
public final class ScanRecorder implements Consumer<Event> {
  private static final AttributeKey<String> SCAN = AttributeKey.stringKey("scan");
  private static final AttributeKey<String> WATCHER = AttributeKey.stringKey("watcher");
  private static final List<Double> SECONDS =
      List.of(0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 14_400.0);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Scans scans;
  private final DoubleHistogram duration;

  public ScanRecorder(MetricStore store, Scans scans) {
    this.scans = scans;
    this.duration = store.histogram(MetricNames.SCAN_DURATION, SECONDS);
    store.atFirstCollection(() -> observe(store));
  }

  @Override
  public void accept(Event event) {
    if (event instanceof ScanEvent.Ended ended) {
      duration.record(ended.nanos() / NANOS_PER_SECOND, Attributes.of(SCAN, ended.scan()));
    }
  }

  private void observe(MetricStore store) {
    counter(store, MetricNames.FILES_SCANNED, Scans.Counts::files);
    counter(store, MetricNames.SCAN_BYTES, Scans.Counts::bytes);
    counter(store, MetricNames.SCAN_STALLS, Scans.Counts::stalls);
    counter(store, MetricNames.SCAN_RECOVERIES, Scans.Counts::recoveries);
    counter(store, MetricNames.SCAN_RECOVERY_ATTEMPTS, Scans.Counts::attempts);
    gauge(store, MetricNames.FILES_TOTAL, ScanRecorder::filesTotal);
    gauge(store, MetricNames.SCAN_START_TIME, scan -> scan.startMillis() / MILLIS_PER_SECOND);
    gauge(store, MetricNames.SCAN_STATE, scan -> number(scan.state()));
    store.observe(
        MetricNames.WATCHER_ALIVE,
        out -> {
          Map<String, Boolean> alive = new HashMap<>();
          for (WatcherView watcher : scans.watchers()) {
            alive.merge(watcher.name(), watcher.alive(), Boolean::logicalAnd);
          }
          alive.forEach((name, is) -> out.record(is ? 1 : 0, Attributes.of(WATCHER, name)));
        });
  }

  private void counter(MetricStore store, Metric metric, ToLongFunction<Scans.Counts> value) {
    store.observe(
        metric,
        out -> {
          for (Scans.Counts counts : scans.counts()) {
            out.record((double) value.applyAsLong(counts), Attributes.of(SCAN, counts.name()));
          }
        });
  }

  /** Of scans that share a name, the latest. */
  private void gauge(MetricStore store, Metric metric, ToDoubleFunction<ScanView> value) {
    store.observe(
        metric,
        out -> {
          Map<String, ScanView> latest = new HashMap<>();
          for (ScanView scan : scans.views()) {
            latest.merge(scan.name(), scan, (a, b) -> a.startMillis() > b.startMillis() ? a : b);
          }
          latest.forEach(
              (name, scan) -> {
                double number = value.applyAsDouble(scan);
                if (!Double.isNaN(number)) {
                  out.record(number, Attributes.of(SCAN, name));
                }
              });
        });
  }

  private static double filesTotal(ScanView scan) {
    Long total = scan.filesTotal();
    return total == null ? Double.NaN : (double) total;
  }

  private static int number(ScanState state) {
    return switch (state) {
      case IDLE -> 0;
      case INITIALIZING -> 1;
      case SCANNING -> 2;
      case COMPLETED -> 3;
      case STALLED -> 4;
      case RECOVERING -> 5;
      case FAILED -> 6;
    };
  }
}
