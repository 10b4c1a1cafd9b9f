package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.McpMetrics;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/**
 * A pipeline with the agent's real recorder behind it, and the life of a call as a probe has it.
 */
public final class Recorder {
  private static final Wire WIRE = new Wire(Side.SERVER, McpTransport.STDIO, "2025-06-18");
  private static final String TOOL = "echo";
  private static final Integer REQUEST_ID = 4711;
  private static final long REQUEST_BYTES = 97;

  final Drops drops = new Drops();
  final Pipeline pipeline = new Pipeline(drops);

  /** With the recorder connected and the tool registered. */
  public Recorder() {
    LabelGuard labels = new LabelGuard(drops);
    MetricStore store = new MetricStore(Resource.empty());
    pipeline.connect(List.of(new McpMetrics(store, labels, pipeline.inFlight(), drops)));
    pipeline.publish(new NamesRegistered(TargetKind.TOOL, TOOL, List.of(TOOL)));
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
