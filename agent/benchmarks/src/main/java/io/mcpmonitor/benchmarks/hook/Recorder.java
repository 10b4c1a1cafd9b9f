package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.McpMetrics;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.record.Spans;
import io.mcpmonitor.support.Drops;
import io.mcpmonitor.trace.Tracing;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A pipeline with the agent's real recorder behind it, and the life of a call as a probe has it.
 */
public final class Recorder {
  private static final Wire WIRE = new Wire(Side.SERVER, McpTransport.STDIO, "2025-06-18");
  private static final String TOOL = "echo";
  private static final Integer REQUEST_ID = 4711;
  private static final long REQUEST_BYTES = 97;

  /** What a caller tells of itself in {@code _meta}. */
  private static final Map<String, String> META =
      Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  final Drops drops = new Drops();
  final Pipeline pipeline;
  final Batches batches;
  private final Queue<SpanData> exported = new ArrayBlockingQueue<>(2_048);

  /** With the recorder connected and the tool registered; without traces. */
  public Recorder() {
    this(Tracing.OFF);
  }

  Recorder(Tracing tracing) {
    pipeline = new Pipeline(drops, tracing);
    batches = new Batches(pipeline);
    LabelGuard labels = new LabelGuard(drops);
    MetricStore.Extras extras =
        new MetricStore.Extras(
            tracing.isOn() ? ExemplarFilter.traceBased() : ExemplarFilter.alwaysOff(), null);
    MetricStore store = new MetricStore(Resource.empty(), extras);
    pipeline.connect(
        List.of(
            new McpMetrics(store, labels, pipeline.inFlight(), drops),
            new Spans(this::export, labels)));
    pipeline.publish(new NamesRegistered(TargetKind.TOOL, TOOL, List.of(TOOL)));
  }

  /** Like the queue of the export, whose other end works elsewhere. */
  private void export(SpanData span) {
    if (!exported.offer(span)) {
      exported.clear();
    }
  }

  /** Joins the call to its caller's trace, as a probe does. */
  void joined(McpCall call) {
    call.remoteParent(pipeline.tracing().extract(META::get));
    pipeline.tracing().begin(call);
    TraceContext place = call.trace();
    if (place != null && place.isSampled()) {
      call.detail(new CallDetail());
    }
  }

  /** A tool call that has arrived. */
  public static McpCall arrived() {
    McpCall call = new McpCall(McpMethods.TOOLS_CALL, false, REQUEST_ID, WIRE, System.nanoTime());
    call.target(TOOL);
    call.requestBytes(REQUEST_BYTES);
    return call;
  }

  /** The call has its good answer. */
  public static void answered(McpCall call) {
    call.end(Outcome.OK, null, null, System.nanoTime());
  }
}
