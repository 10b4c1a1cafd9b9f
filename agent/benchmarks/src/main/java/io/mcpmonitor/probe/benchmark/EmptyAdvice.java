package io.mcpmonitor.probe.benchmark;

import org.jspecify.annotations.Nullable;

/** Does nothing. */
final class EmptyAdvice {
  EmptyAdvice(BenchmarkScope scope) {}

  @Nullable Object enter(Object owner) {
    return null;
  }

  void exit(int returned, @Nullable Object state) {}
}
