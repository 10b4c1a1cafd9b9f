package io.mcpmonitor.trace;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Tells the time of day of a reading of {@link System#nanoTime()}. Follows the system's clock when
 * somebody sets it, but not its smaller corrections: spans of one trace must keep their order.
 */
public final class EpochClock {
  /** The one of this process. */
  public static final EpochClock INSTANCE = new EpochClock();

  private static final long TOLERATED = TimeUnit.MILLISECONDS.toNanos(500);

  private volatile long offset = offsetNow();

  /** Nanoseconds since 1970. */
  public long epochNanos(long nanoTime) {
    return nanoTime + offset;
  }

  /** Looks whether the system's clock was set. */
  public void adjust() {
    long now = offsetNow();
    if (Math.abs(now - offset) > TOLERATED) {
      offset = now;
    }
  }

  private EpochClock() {}

  private static long offsetNow() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
  }
}
