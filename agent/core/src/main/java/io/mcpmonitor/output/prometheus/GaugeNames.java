package io.mcpmonitor.output.prometheus;

import io.mcpmonitor.record.MetricNames;
import io.mcpmonitor.record.MetricNames.Metric;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Gives gauges the end of their names back: OpenTelemetry's converter takes {@code _total} off, as
 * if it came from a counter.
 */
final class GaugeNames {
  private static final String TOTAL = "_total";

  private GaugeNames() {}

  static MetricSnapshot restored(MetricSnapshot converted) {
    MetricMetadata metadata = converted.getMetadata();
    if (!(converted instanceof GaugeSnapshot gauge) || !isCut(metadata.getName())) {
      return converted;
    }
    MetricMetadata whole = new MetricMetadata(metadata.getName() + TOTAL, metadata.getHelp());
    return new GaugeSnapshot(whole, gauge.getDataPoints());
  }

  private static boolean isCut(String name) {
    for (Metric metric : MetricNames.ALL) {
      if (metric.type() == MetricNames.Type.GAUGE && metric.prometheusName().equals(name + TOTAL)) {
        return true;
      }
    }
    return false;
  }
}
