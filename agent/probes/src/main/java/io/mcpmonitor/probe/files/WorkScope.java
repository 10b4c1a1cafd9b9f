package io.mcpmonitor.probe.files;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.Scans;

/** Where work on files is told. */
final class WorkScope {
  final Scans scans;

  WorkScope(ProbeContext context) {
    this.scans = context.pipeline().scans();
  }
}
