package io.mcpmonitor.probe.selftest;

import io.mcpmonitor.engine.ProbeContext;

/** The self-test keeps no state. */
final class SelfTestScope {
  SelfTestScope(ProbeContext context) {}
}
