package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.pipeline.Current;

/** The state of the probe for coroutines, for one application loader. */
final class CoroutinesScope {
  final ProbeContext context;
  final Current current;

  CoroutinesScope(ProbeContext context) {
    this.context = context;
    this.current = context.pipeline().current();
  }
}
