package io.mcpmonitor.probe.named;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.NamedScans;

/** Where the calls of named methods are told. */
final class NamedScope {
  final NamedScans scans;

  NamedScope(ProbeContext context) {
    this.scans = context.pipeline().scans().named();
  }
}
