package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.pipeline.Pipeline;

/**
 * Calls that have come together are recorded by the thread that made them, not by the agent's own:
 * so the time of both is measured.
 */
public final class Batches {
  private static final int TOGETHER = 1_000;

  private final Pipeline pipeline;
  private int calls;

  public Batches(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** The call ends; every thousandth time all of them are recorded. */
  public void end(McpCall call) {
    pipeline.endCall(call);
    ended();
  }

  /** Something else was published; every thousandth time all of it is recorded. */
  public void ended() {
    if (++calls == TOGETHER) {
      calls = 0;
      pipeline.catchUp();
    }
  }
}
