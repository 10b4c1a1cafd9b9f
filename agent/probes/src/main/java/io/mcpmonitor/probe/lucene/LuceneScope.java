package io.mcpmonitor.probe.lucene;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.FileWork;

/** Where progress is told. */
final class LuceneScope {
  final FileWork work;

  LuceneScope(ProbeContext context) {
    this.work = context.pipeline().scans().work();
  }
}
