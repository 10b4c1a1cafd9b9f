package io.mcpmonitor.probe.lucene;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.Scans;

/** Where progress is told. */
final class LuceneScope {
  final Scans scans;

  LuceneScope(ProbeContext context) {
    this.scans = context.pipeline().scans();
  }
}
