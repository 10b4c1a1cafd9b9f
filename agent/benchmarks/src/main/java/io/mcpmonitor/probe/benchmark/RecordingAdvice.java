package io.mcpmonitor.probe.benchmark;

import io.mcpmonitor.benchmarks.hook.Recorder;
import io.mcpmonitor.event.McpCall;
import org.jspecify.annotations.Nullable;

/** Records every run of the method as a finished tool call. */
final class RecordingAdvice {
  private final BenchmarkScope scope;

  RecordingAdvice(BenchmarkScope scope) {
    this.scope = scope;
  }

  Object enter(Object owner) {
    McpCall call = Recorder.arrived();
    scope.pipeline.beginCall(call);
    return call;
  }

  void exit(int returned, @Nullable Object state) {
    if (state instanceof McpCall call) {
      Recorder.answered(call);
      scope.batches.end(call);
    }
  }
}
