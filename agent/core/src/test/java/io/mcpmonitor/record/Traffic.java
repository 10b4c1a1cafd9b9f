package io.mcpmonitor.record;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pipeline with the recorder behind it, and calls as probes make them. */
public final class Traffic {
  public static final Wire STDIO = new Wire(Side.SERVER, McpTransport.STDIO, "2025-06-18");
  public static final Wire CLIENT = new Wire(Side.CLIENT, McpTransport.STDIO, "2025-06-18");
  public static final long MILLIS = 1_000_000;

  public final Drops drops = new Drops();
  public final Pipeline pipeline = new Pipeline(drops);
  public final MetricStore store = new MetricStore(Resource.empty());
  public final LabelGuard labels = new LabelGuard(drops);
  public final McpMetrics metrics;

  public Traffic() {
    this(MetricStore.MAX_SERIES);
  }

  Traffic(int maxSeries) {
    metrics = new McpMetrics(store, labels, pipeline.inFlight(), drops, maxSeries);
    store.beforeReading(pipeline::catchUp);
    pipeline.connect(List.of(metrics));
  }

  public Traffic tools(String... names) {
    pipeline.publish(new NamesRegistered(TargetKind.TOOL, "notes", List.of(names)));
    return this;
  }

  public Traffic prompts(String... names) {
    pipeline.publish(new NamesRegistered(TargetKind.PROMPT, "notes", List.of(names)));
    return this;
  }

  public static McpCall request(Wire wire, String method, String target) {
    McpCall call = new McpCall(method, false, 1, wire, System.nanoTime());
    call.target(target);
    return call;
  }

  public static McpCall tool(String name) {
    return request(STDIO, "tools/call", name);
  }

  /** Begins the call, runs it for the given time and ends it. */
  public McpCall run(
      McpCall call, Outcome outcome, Integer code, String errorType, long durationNanos) {
    pipeline.beginCall(call);
    call.startedHere(call.receivedNanos() + durationNanos / 2);
    call.end(outcome, code, errorType, call.receivedNanos() + durationNanos);
    pipeline.endCall(call);
    return call;
  }

  public McpCall ok(McpCall call) {
    return run(call, Outcome.OK, null, null, 30 * MILLIS);
  }

  Collection<HistogramPointData> points(MetricNames.Metric metric) {
    return store.collect().stream()
        .filter(data -> data.getName().equals(metric.name()))
        .map(MetricData::getHistogramData)
        .flatMap(data -> data.getPoints().stream())
        .toList();
  }

  HistogramPointData onlyPoint(MetricNames.Metric metric) {
    Collection<HistogramPointData> points = points(metric);
    if (points.size() != 1) {
      throw new AssertionError(metric.name() + " has " + points.size() + " points: " + points);
    }
    return points.iterator().next();
  }

  /** The values of a metric that is asked for when collected. */
  Map<String, Double> values(MetricNames.Metric metric, String label) {
    return store.collect().stream()
        .filter(data -> data.getName().equals(metric.name()))
        .flatMap(data -> data.getDoubleSumData().getPoints().stream())
        .collect(
            Collectors.toMap(
                point -> text(point.getAttributes()).getOrDefault(label, ""),
                point -> point.getValue()));
  }

  static Map<String, String> text(Attributes attributes) {
    return attributes.asMap().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().getKey(), e -> e.getValue().toString()));
  }
}
