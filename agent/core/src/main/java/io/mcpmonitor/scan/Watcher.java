package io.mcpmonitor.scan;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that watches folders, and the thread that takes its events. It is alive while somebody
 * waits for them, works on them, or comes back for more as often as ever. Told by probes, judged by
 * a thread of the agent.
 */
public final class Watcher {
  final String name;
  final String kind;
  final long madeNanos;
  private final WeakReference<Object> watched;
  private final LongSupplier nanoTime;
  private final LongAdder events = new LongAdder();
  private final LongAdder overflows = new LongAdder();
  private volatile @Nullable Worker taker;
  private volatile @Nullable String takerName;
  private volatile boolean waits;
  private volatile long askedNanos;
  private volatile long longestGap;
  private volatile @Nullable Long eventNanos;
  private volatile @Nullable String end;

  /** Why it is not alive, since when, and whether that has lasted; written by {@link Watchers}. */
  @Nullable String dead;

  long deadSince;
  boolean told;

  Watcher(Object watched, String kind, String name, LongSupplier nanoTime) {
    this.watched = new WeakReference<>(watched);
    this.kind = kind;
    this.name = name;
    this.nanoTime = nanoTime;
    this.madeNanos = nanoTime.getAsLong();
    this.askedNanos = madeNanos;
  }

  boolean isOf(Object other) {
    return watched.refersTo(other);
  }

  boolean isCollected() {
    return watched.refersTo(null);
  }

  boolean isTakenBy(Thread thread) {
    Worker known = taker;
    return known != null && known.isOf(thread);
  }

  /** The current thread asks for events, and may wait for them. */
  public void takes() {
    Thread thread = Thread.currentThread();
    Worker known = taker;
    if (known == null || !known.isOf(thread)) {
      taker = Worker.anywhere(thread);
      takerName = thread.getName();
    }
    long now = nanoTime.getAsLong();
    longestGap = Math.max(longestGap, now - askedNanos);
    askedNanos = now;
    waits = true;
  }

  /** It has them, or none. */
  public void took() {
    askedNanos = nanoTime.getAsLong();
    waits = false;
  }

  /** The current thread was given this many events. */
  public void gave(long count, long lost) {
    if (count > 0) {
      events.add(count);
      eventNanos = nanoTime.getAsLong();
    }
    overflows.add(lost);
  }

  /** Nobody will be given events any more. */
  public void ends(String why) {
    if (end == null) {
      end = why;
    }
  }

  /** What is wrong with it at the moment; null when nothing is. */
  @Nullable String wrong(long now, long patienceNanos) {
    String over = end;
    if (over != null) {
      return over;
    }
    Worker worker = taker;
    if (worker == null) {
      return now - madeNanos > patienceNanos ? "nobody takes its events" : null;
    }
    if (worker.thread() == null) {
      return "its thread " + takerName + " has ended";
    }
    boolean isLate = now - askedNanos > Math.max(patienceNanos, 3 * longestGap);
    if (!waits && isLate && !worker.isInside()) {
      return "its thread " + takerName + " takes its events no more";
    }
    return null;
  }

  WatcherView view(long now) {
    Long last = eventNanos;
    return new WatcherView(
        name,
        kind,
        !told,
        told ? dead : null,
        events.sum(),
        overflows.sum(),
        last == null ? null : Math.max(0, now - last) / 1e9);
  }
}
