package io.mcpmonitor.record;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Tells the time of day of a reading of {@link System#nanoTime()}. Follows the system's clock when
 * somebody sets it, but not its smaller corrections: spans of one trace must keep their order.
 */
final class EpochClock {
  private static final long TOLERATED = TimeUnit.MILLISECONDS.toNanos(500);

  private volatile long offset = offsetNow();

  /** Nanoseconds since 1970. */
  long epochNanos(long nanoTime) {
    return nanoTime + offset;
  }

  /** Looks whether the system's clock was set. */
  void adjust() {
    long now = offsetNow();
    if (Math.abs(now - offset) > TOLERATED) {
      offset = now;
    }
  }

  private static long offsetNow() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
  }
}
