package io.mcpmonitor.probe.lucene;

import io.mcpmonitor.scan.FileWork;

/** Documents are put into an index. */
final class WriterAdvice {
  private final FileWork work;

  WriterAdvice(LuceneScope scope) {
    this.work = scope.work;
  }

  void added(long sequence) {
    work.progressed();
  }
}
