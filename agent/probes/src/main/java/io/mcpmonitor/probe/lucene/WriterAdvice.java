package io.mcpmonitor.probe.lucene;

import io.mcpmonitor.scan.Scans;

/** Documents are put into an index. */
final class WriterAdvice {
  private final Scans scans;

  WriterAdvice(LuceneScope scope) {
    this.scans = scope.scans;
  }

  void added(long sequence) {
    scans.progressed();
  }
}
