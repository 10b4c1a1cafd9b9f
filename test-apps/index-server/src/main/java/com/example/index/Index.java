package com.example.index;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is put into it. */
final class Index {
  private final LongAdder files = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void add(long length) {
    files.increment();
    bytes.add(length);
  }

  void clear() {
    files.reset();
    bytes.reset();
  }

  long files() {
    return files.sum();
  }

  long bytes() {
    return bytes.sum();
  }
}
