package io.mcpmonitor.probe.files;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.FileWork;

/** Where work on files is told. */
final class WorkScope {
  final FileWork work;

  WorkScope(ProbeContext context) {
    this.work = context.pipeline().scans().work();
  }
}
