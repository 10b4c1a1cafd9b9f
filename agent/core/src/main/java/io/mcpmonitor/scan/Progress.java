package io.mcpmonitor.scan;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a run has got, and since when it gets on no more. Counted by the threads of the
 * application, without a lock; looked at by one thread of the agent.
 */
final class Progress {
  private static final int FIRST_ONES = 64;
  private static final int TIMED = 8;

  private final AtomicLong found = new AtomicLong();
  private final AtomicLong scanned = new AtomicLong();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final AtomicLong stampNanos = new AtomicLong();
  private volatile long noticedNanos;

  /** Only that it changes is of use: so it may miss some. */
  private long closed;

  private volatile long noticeNanos;
  private volatile long mostShown;

  /** How long it has not got on; written under the lock of {@link Runs}, as is what follows. */
  long quietNanos;

  private long seen;
  private long lookedAt;

  Progress(long nowNanos) {
    stampNanos.set(nowNanos);
    noticedNanos = nowNanos;
    noticeNanos = nowNanos;
  }

  /** Files were found, or what may be some; what turns out to be none is taken out again. */
  void found(long count) {
    found.addAndGet(count);
  }

  /** A file or item was worked on. */
  void scanned() {
    scanned.incrementAndGet();
  }

  void read(long count) {
    bytes.add(count);
  }

  /** It gets on in a way that is not counted. */
  void steps(int count) {
    steps.add(count);
  }

  /**
   * A file is closed. Whether to note when: for each of the first ones, then for one in eight, as
   * to read the clock costs a good part of the rest. The next look sees that there were others.
   */
  boolean closes(long fileHash) {
    closed++;
    return (fileHash & (TIMED - 1)) == 0 || scanned.get() < FIRST_ONES;
  }

  /** It got on at this time. */
  void stamp(long nowNanos) {
    stampNanos.lazySet(nowNanos); // a fence would cost more than the rest
  }

  long filesFound() {
    return found.get();
  }

  long filesScanned() {
    return scanned.get();
  }

  long bytes() {
    return bytes.sum();
  }

  /** Files found so far. Never falls while the run is not over. */
  long filesTotal(boolean over) {
    long now = Math.max(found.get(), scanned.get());
    if (over) {
      return now;
    }
    long most = Math.max(mostShown, now);
    mostShown = most;
    return most;
  }

  /** When it last got on, as far as that is known. */
  long lastNanos() {
    long noticed = noticedNanos;
    long stamp = stampNanos.get();
    return stamp - noticed > 0 ? stamp : noticed;
  }

  boolean hasBegun() {
    return sum() > 0;
  }

  /** Grows with whatever the run does. */
  private long sum() {
    return found.get() + scanned.get() + bytes.sum() + steps.sum() + closed;
  }

  /**
   * Takes this time for progress that has no time of its own: to take it for each file found or
   * read would cost more than to count it.
   */
  void notice(long nowNanos) {
    long now = sum();
    if (now != seen) {
      seen = now;
      if (stampNanos.get() - noticeNanos < 0) {
        noticedNanos = nowNanos;
      }
    }
    noticeNanos = nowNanos;
  }

  /**
   * Adds what has passed since the last look to the time without progress. A look that comes late
   * says that the process stood still, not the scan: it adds no more than the time between two.
   *
   * @return whether it has got on since the last look
   */
  boolean look(long nowNanos, long sinceLastNanos, long betweenLooksNanos) {
    notice(nowNanos);
    long now = sum();
    if (now != lookedAt) {
      lookedAt = now;
      quietNanos = 0;
      return true;
    }
    quietNanos += Math.min(sinceLastNanos, 2 * betweenLooksNanos);
    return false;
  }
}
