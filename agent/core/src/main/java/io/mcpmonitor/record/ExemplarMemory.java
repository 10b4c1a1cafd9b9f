package io.mcpmonitor.record;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last exemplar of each bucket for a while. The SDK gives an exemplar to whoever collects
 * first and forgets it, but the health check, scrapes and exports all collect.
 */
final class ExemplarMemory {
  private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Map<Series, DoubleExemplarData[]> last = new HashMap<>();

  private record Series(String metric, Attributes attributes) {}

  /** The same metrics, with the exemplars that were collected before. */
  synchronized Collection<MetricData> complete(Collection<MetricData> collected) {
    List<MetricData> all = new ArrayList<>(collected.size());
    for (MetricData metric : collected) {
      all.add(metric.getType() == MetricDataType.HISTOGRAM ? complete(metric) : metric);
    }
    return all;
  }

  private MetricData complete(MetricData metric) {
    List<HistogramPointData> points = new ArrayList<>();
    boolean changed = false;
    for (HistogramPointData point : metric.getHistogramData().getPoints()) {
      List<DoubleExemplarData> exemplars = exemplars(metric.getName(), point);
      changed |= !exemplars.isEmpty();
      points.add(exemplars.isEmpty() ? point : with(point, exemplars));
    }
    return changed
        ? ImmutableMetricData.createDoubleHistogram(
            metric.getResource(),
            metric.getInstrumentationScopeInfo(),
            metric.getName(),
            metric.getDescription(),
            metric.getUnit(),
            ImmutableHistogramData.create(
                metric.getHistogramData().getAggregationTemporality(), points))
        : metric;
  }

  private List<DoubleExemplarData> exemplars(String metric, HistogramPointData point) {
    Series series = new Series(metric, point.getAttributes());
    @Nullable DoubleExemplarData[] buckets = last.get(series);
    if (buckets == null) {
      if (point.getExemplars().isEmpty()) {
        return List.of();
      }
      buckets = new DoubleExemplarData[point.getCounts().size()];
      last.put(series, buckets);
    }
    for (DoubleExemplarData exemplar : point.getExemplars()) {
      buckets[bucket(point.getBoundaries(), exemplar.getValue())] = exemplar;
    }
    List<DoubleExemplarData> kept = new ArrayList<>();
    for (DoubleExemplarData exemplar : buckets) {
      if (exemplar != null && point.getEpochNanos() - exemplar.getEpochNanos() < KEPT_NANOS) {
        kept.add(exemplar);
      }
    }
    return kept;
  }

  private static int bucket(List<Double> boundaries, double value) {
    int bucket = 0;
    while (bucket < boundaries.size() && value > boundaries.get(bucket)) {
      bucket++;
    }
    return bucket;
  }

  private static HistogramPointData with(
      HistogramPointData point, List<DoubleExemplarData> exemplars) {
    return ImmutableHistogramPointData.create(
        point.getStartEpochNanos(),
        point.getEpochNanos(),
        point.getAttributes(),
        point.getSum(),
        point.hasMin(),
        point.getMin(),
        point.hasMax(),
        point.getMax(),
        point.getBoundaries(),
        point.getCounts(),
        exemplars);
  }
}
