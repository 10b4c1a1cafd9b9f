package io.mcpmonitor.probe.benchmark;

import io.mcpmonitor.benchmarks.hook.Batches;
import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.pipeline.Pipeline;

/** Where the benchmark's calls go. */
final class BenchmarkScope {
  final Pipeline pipeline;
  final Batches batches;

  BenchmarkScope(ProbeContext context) {
    this.pipeline = context.pipeline();
    this.batches = new Batches(pipeline);
  }
}
