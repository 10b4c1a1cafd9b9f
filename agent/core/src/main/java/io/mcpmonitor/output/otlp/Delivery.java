package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Target;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests to the collector, with further attempts where they make sense. The pauses grow
 * from one request to the next while nothing gets through, so that a collector that is gone for an
 * hour is asked every {@value #LONGEST_PAUSE_SECONDS} seconds, with one request in hand.
 */
final class Delivery {
  static final int LONGEST_PAUSE_SECONDS = 20;
  private static final double FIRST_PAUSE_NANOS = 1e9;
  private static final double LONGEST_PAUSE_NANOS = LONGEST_PAUSE_SECONDS * 1e9;
  private static final double GROWTH = 1.5;
  private static final double JITTER = 0.2;

  /** A collector may ask for more; a mistake of its must not end export for a day. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  /** How a thread waits: until a time, unless everything is to be flushed. */
  interface Pauses {
    /** Waits until this time on the clock of {@link System#nanoTime()}; less when flushing. */
    void until(long nanos);

    /** The time left for a flush; {@link Long#MAX_VALUE} without one. */
    long nanosLeft();
  }

  private final Sender sender;
  private final SignalState state;
  private final Pauses pauses;
  private final long timeoutNanos;
  private final long budgetNanos;
  private int failures;
  private long next = System.nanoTime();

  /**
   * @param budget of one request with all attempts, without the pauses that the collector asks for
   */
  Delivery(Sender sender, SignalState state, Pauses pauses, Target target, Duration budget) {
    this.sender = sender;
    this.state = state;
    this.pauses = pauses;
    this.timeoutNanos = target.timeout().toNanos();
    this.budgetNanos = budget.toNanos();
  }

  /** Waits until an attempt may be made. */
  void awaitTurn() {
    pauses.until(next);
  }

  /** Sends a request until it is taken, refused for good, or too old. True when it was taken. */
  boolean deliver(byte[] message, long items) {
    awaitTurn();
    long begun = System.nanoTime();
    while (true) {
      long left = Math.min(timeoutNanos, pauses.nanosLeft());
      if (left <= 0) {
        state.failed(items);
        return false;
      }
      Answer answer = sender.send(message, Duration.ofNanos(left));
      if (answer instanceof Answer.Accepted accepted) {
        failures = 0;
        next = System.nanoTime();
        state.succeeded(items, accepted);
        return true;
      }
      Answer.Refused refused = (Answer.Refused) answer;
      long pause = pause(refused.retryAfter());
      next = System.nanoTime() + pause;
      begun += refused.retryAfter() == null ? 0 : pause;
      boolean flushing = pauses.nanosLeft() != Long.MAX_VALUE;
      boolean last = !refused.again() || flushing;
      state.attemptFailed(refused.words(), last);
      if (last || next - begun > budgetNanos) {
        state.failed(items);
        return false;
      }
      awaitTurn();
    }
  }

  private long pause(@Nullable Duration retryAfter) {
    double grown = FIRST_PAUSE_NANOS * Math.pow(GROWTH, Math.min(failures++, 20));
    double random = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    long pause = (long) (Math.min(grown, LONGEST_PAUSE_NANOS) * random);
    if (retryAfter == null) {
      return pause;
    }
    Duration asked =
        retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    return asked.toNanos();
  }
}
