package io.mcpmonitor.harness;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits on a condition of something that cannot say by itself when it has changed. */
public final class Wait {
  private Wait() {}

  /** Asks until the value fits; gives the last value in any case, for an assertion to judge. */
  public static <T> T until(Supplier<T> value, Predicate<T> fits, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    T last = value.get();
    while (!fits.test(last) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      last = value.get();
    }
    return last;
  }
}
