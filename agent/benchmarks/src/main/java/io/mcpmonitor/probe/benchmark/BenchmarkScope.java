package io.mcpmonitor.probe.benchmark;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.pipeline.Pipeline;

/** Where the benchmark's calls go. */
final class BenchmarkScope {
  final Pipeline pipeline;

  BenchmarkScope(ProbeContext context) {
    this.pipeline = context.pipeline();
  }
}
