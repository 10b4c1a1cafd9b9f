package io.mcpmonitor.output.http;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for conditions, and the threads of this JVM. */
final class Threads {
  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  private Threads() {}

  static List<String> named(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  static void awaitTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not become true in time");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
