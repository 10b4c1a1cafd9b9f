package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Temporality;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes what has changed since the last successful export of what was counted since the start.
 * Everything is recorded once, cumulative; and nothing is lost when an export fails, as the next
 * one says it too.
 */
final class MetricDelta {
  private final Temporality temporality;
  private Map<Series, PointData> last = Map.of();
  private Map<Series, PointData> pending = Map.of();

  private record Series(String metric, Attributes attributes) {}

  MetricDelta(Temporality temporality) {
    this.temporality = temporality;
  }

  /** The same metrics, as the receiver prefers them. */
  Collection<MetricData> since(Collection<MetricData> metrics) {
    if (temporality == Temporality.CUMULATIVE) {
      return metrics;
    }
    pending = new HashMap<>();
    List<MetricData> changed = new ArrayList<>(metrics.size());
    for (MetricData metric : metrics) {
      Data<?> data = change(metric);
      if (data == null) {
        changed.add(metric);
      } else if (!data.getPoints().isEmpty()) {
        changed.add(new Messages.Metric(metric, metric.getResource(), data));
      }
    }
    return changed;
  }

  /** The receiver has what {@link #since} gave last. */
  void sent() {
    last = pending;
  }

  /** Null when the metric stays as it is. */
  private @Nullable Data<?> change(MetricData metric) {
    if (metric.getType() == MetricDataType.HISTOGRAM) {
      HistogramData histogram = metric.getHistogramData();
      return histogram.getAggregationTemporality() == AggregationTemporality.DELTA
          ? null
          : histogram(metric.getName(), histogram);
    }
    // all counters that are no double sums are asked for, and so are these
    if (temporality == Temporality.DELTA
        && metric.getType() == MetricDataType.DOUBLE_SUM
        && metric.getDoubleSumData().isMonotonic()) {
      return sum(metric.getName(), metric.getDoubleSumData());
    }
    return null;
  }

  private Data<?> histogram(String name, HistogramData data) {
    List<HistogramPointData> points = new ArrayList<>();
    for (HistogramPointData now : data.getPoints()) {
      PointData before = before(name, now);
      if (before instanceof HistogramPointData then) {
        if (now.getCount() > then.getCount()) {
          points.add(difference(then, now));
        }
      } else {
        points.add(now);
      }
    }
    return ImmutableHistogramData.create(AggregationTemporality.DELTA, points);
  }

  private static HistogramPointData difference(HistogramPointData then, HistogramPointData now) {
    List<Long> counts = new ArrayList<>(now.getCounts().size());
    for (int i = 0; i < now.getCounts().size(); i++) {
      counts.add(now.getCounts().get(i) - then.getCounts().get(i));
    }
    // smallest and largest are of the whole time: for this part they are unknown
    return ImmutableHistogramPointData.create(
        then.getEpochNanos(),
        now.getEpochNanos(),
        now.getAttributes(),
        now.getSum() - then.getSum(),
        false,
        0,
        false,
        0,
        now.getBoundaries(),
        counts,
        now.getExemplars().stream()
            .filter(exemplar -> exemplar.getEpochNanos() > then.getEpochNanos())
            .toList());
  }

  private Data<?> sum(String name, SumData<DoublePointData> data) {
    List<DoublePointData> points = new ArrayList<>();
    for (DoublePointData now : data.getPoints()) {
      PointData before = before(name, now);
      points.add(
          before instanceof DoublePointData then
              ? ImmutableDoublePointData.create(
                  then.getEpochNanos(),
                  now.getEpochNanos(),
                  now.getAttributes(),
                  now.getValue() - then.getValue(),
                  now.getExemplars())
              : now);
    }
    return ImmutableSumData.create(true, AggregationTemporality.DELTA, points);
  }

  private @Nullable PointData before(String name, PointData now) {
    Series series = new Series(name, now.getAttributes());
    pending.put(series, now);
    return last.get(series);
  }
}
