package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.trace.Propagation;
import io.mcpmonitor.trace.Sampling;
import io.mcpmonitor.trace.Tracing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a call costs: its two times, its object, its recording. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordingPair {
  private final Recorder recorder = new Recorder();
  private final Recorder sampling = new Recorder(tracing(1));
  private final Recorder notSampling = new Recorder(tracing(0));

  private static Tracing tracing(double ratio) {
    return new Tracing(
        new Sampling(false, ratio),
        new Propagation(List.of(Propagation.Format.TRACECONTEXT, Propagation.Format.BAGGAGE)));
  }

  /** The least a duration can cost. */
  @Benchmark
  public long clock() {
    long begin = System.nanoTime();
    return System.nanoTime() - begin;
  }

  /** The call's object, filled and ended. */
  @Benchmark
  public McpCall call() {
    McpCall call = Recorder.arrived();
    Recorder.answered(call);
    return call;
  }

  /** The same call, shown in flight and recorded. */
  @Benchmark
  public McpCall recorded() {
    McpCall call = Recorder.arrived();
    recorder.pipeline.beginCall(call);
    Recorder.answered(call);
    recorder.batches.end(call);
    return call;
  }

  /** The same call in a trace that is recorded: as a span and by exemplars too. */
  @Benchmark
  public McpCall sampled() {
    return traced(sampling);
  }

  /** The same call in a trace that is not recorded. */
  @Benchmark
  public McpCall unsampled() {
    return traced(notSampling);
  }

  private static McpCall traced(Recorder recorder) {
    McpCall call = Recorder.arrived();
    recorder.joined(call);
    recorder.pipeline.beginCall(call);
    Recorder.answered(call);
    recorder.batches.end(call);
    return call;
  }
}
