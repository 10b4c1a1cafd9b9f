package io.mcpmonitor.probe.fortest;

import io.mcpmonitor.engine.ProbeContext;

/** The state of the test probe: one per application loader. */
final class TestScope {
  final ProbeContext context;
  int calls;

  TestScope(ProbeContext context) {
    this.context = context;
  }
}
