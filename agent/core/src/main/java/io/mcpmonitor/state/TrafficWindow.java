package io.mcpmonitor.state;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Requests, errors and malformed messages of about the last five minutes, from totals that only
 * grow. Totals are kept every ten seconds at most, whenever somebody looks; the background health
 * check does. Not thread-safe.
 */
final class TrafficWindow {
  static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(5);
  static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ArrayDeque<Totals> kept = new ArrayDeque<>();
  private Totals beforeWindow = new Totals(0, 0, 0, 0);

  /**
   * Notes the totals of this moment.
   *
   * @return what of them is recent
   */
  Recent add(long nowNanos, long requests, long errors, long malformed) {
    while (!kept.isEmpty() && nowNanos - kept.getFirst().nanos >= LENGTH_NANOS) {
      beforeWindow = kept.removeFirst();
    }
    if (kept.isEmpty() || nowNanos - kept.getLast().nanos >= STEP_NANOS) {
      kept.addLast(new Totals(nowNanos, requests, errors, malformed));
    }
    return new Recent(
        requests - beforeWindow.requests,
        errors - beforeWindow.errors,
        malformed - beforeWindow.malformed);
  }

  /** What came in the window. */
  record Recent(long requests, long errors, long malformed) {}

  private record Totals(long nanos, long requests, long errors, long malformed) {}
}
