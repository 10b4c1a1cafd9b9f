package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.config.ConfigLoader;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.engine.Engine;
import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.state.ProbeStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A method as it is, and woven and linked by the agent's own engine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WovenPair {
  private static final String TARGETS = "io.mcpmonitor.benchmarks.hook.Targets$";
  private static final Probe PROBE =
      new Probe(
          "benchmark",
          "what a hook costs",
          "this benchmark",
          "io.mcpmonitor.probe.benchmark",
          "BenchmarkScope",
          List.of(),
          List.of(
              Hook.on(TARGETS + "WithEmptyAdvice", "handle")
                  .with("EmptyAdvice")
                  .enter("enter")
                  .exit("exit"),
              Hook.on(TARGETS + "WithRecordingAdvice", "handle")
                  .with("RecordingAdvice")
                  .enter("enter")
                  .exit("exit")));

  private final Targets.Plain plain = new Targets.Plain();
  private final Engine engine = install();
  private final Targets.WithEmptyAdvice empty = new Targets.WithEmptyAdvice();
  private final Targets.WithRecordingAdvice recorded = new Targets.WithRecordingAdvice();
  private int request;

  private static Engine install() {
    Recorder recorder = new Recorder();
    Engine engine =
        new Engine(
            Instrumented.instrumentation(),
            recorder.pipeline,
            recorder.drops,
            List.of(PROBE),
            ConfigLoader.load(null, new Environment(Map.of(), Map.of())));
    engine.install(false);
    return engine;
  }

  /** A pair without a hook would be a fine figure and a wrong one. */
  @Setup
  @TearDown
  public void mustBeWoven() {
    empty.handle(request);
    recorded.handle(request);
    ProbeStatus status = engine.probes().get(0);
    if (status.hookedMethods().size() != 2 || status.failures() > 0) {
      throw new IllegalStateException("not measured: " + status);
    }
  }

  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int plain() {
    return plain.handle(request++);
  }

  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int empty() {
    return empty.handle(request++);
  }

  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int recorded() {
    return recorded.handle(request++);
  }
}
