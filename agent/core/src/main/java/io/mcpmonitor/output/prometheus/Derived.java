package io.mcpmonitor.output.prometheus;

import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.record.Distribution;
import io.mcpmonitor.record.MetricNames;
import io.mcpmonitor.record.MetricNames.Metric;
import io.mcpmonitor.record.ServerRequests;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The plain names of the same requests: made from the recorded durations, not recorded again. */
final class Derived {
  private static final String SUCCESS = "success";
  private static final String ERROR = "error";

  private Derived() {}

  /**
   * @param pluginOf the server of a tool
   */
  static Collection<MetricSnapshot> from(
      List<ServerRequests.Point> points, UnaryOperator<String> pluginOf) {
    Map<Labels, Distribution> requests = new LinkedHashMap<>();
    Map<Labels, Distribution> errors = new LinkedHashMap<>();
    Map<Labels, Distribution> durations = new LinkedHashMap<>();
    Map<Labels, Distribution> plugins = new LinkedHashMap<>();
    for (ServerRequests.Point point : points) {
      String status = point.failed() ? ERROR : SUCCESS;
      Labels methodAndTool = Labels.of("method", point.method(), "tool", point.tool());
      add(durations, methodAndTool, point);
      add(requests, methodAndTool.add("status", status), point);
      if (point.errorType() != null) {
        add(errors, methodAndTool.add("error_type", point.errorType()), point);
      }
      if (point.method().equals(McpMethods.TOOLS_CALL)) {
        add(
            plugins,
            Labels.of(
                "plugin", pluginOf.apply(point.tool()), "command", point.tool(), "status", status),
            point);
      }
    }
    MetricSnapshots.Builder made = MetricSnapshots.builder();
    addCounter(made, MetricNames.REQUESTS, requests);
    addCounter(made, MetricNames.ERRORS, errors);
    addHistogram(made, MetricNames.REQUEST_DURATION, durations);
    addCounter(made, MetricNames.PLUGIN_EXECUTIONS, plugins);
    addHistogram(made, MetricNames.PLUGIN_EXECUTION_DURATION, plugins);
    return made.build().stream().toList();
  }

  private static void add(
      Map<Labels, Distribution> sums, Labels labels, ServerRequests.Point point) {
    sums.computeIfAbsent(labels, unused -> new Distribution()).add(point.durations());
  }

  private static void addCounter(
      MetricSnapshots.Builder made, Metric metric, Map<Labels, Distribution> sums) {
    if (sums.isEmpty()) {
      return;
    }
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder().name(baseName(metric)).help(metric.description());
    sums.forEach(
        (labels, sum) ->
            counter.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value((double) sum.count())
                    .build()));
    made.metricSnapshot(counter.build());
  }

  private static void addHistogram(
      MetricSnapshots.Builder made, Metric metric, Map<Labels, Distribution> sums) {
    if (sums.isEmpty()) {
      return;
    }
    List<HistogramSnapshot.HistogramDataPointSnapshot> points = new ArrayList<>();
    sums.forEach(
        (labels, sum) ->
            points.add(
                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(buckets(sum))
                    .sum(sum.sum())
                    .build()));
    MetricMetadata metadata =
        MetricMetadata.builder()
            .name(baseName(metric))
            .help(metric.description())
            .unit(Unit.SECONDS)
            .build();
    made.metricSnapshot(new HistogramSnapshot(metadata, points));
  }

  private static ClassicHistogramBuckets buckets(Distribution sum) {
    List<Double> upperBounds = new ArrayList<>(sum.boundaries());
    upperBounds.add(Double.POSITIVE_INFINITY);
    List<Long> counts = new ArrayList<>();
    for (long count : sum.counts()) {
      counts.add(count);
    }
    return ClassicHistogramBuckets.of(upperBounds, counts);
  }

  /** The client adds the {@code _total} of counters itself. */
  private static String baseName(Metric metric) {
    String name = metric.prometheusName();
    return name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
  }
}
