package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.sql.DatabaseTable;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A pool that is open, and the signs of life of its database. Nothing of the application. */
public final class WatchedPool {
  private static final long NEVER = Long.MIN_VALUE;

  private final PoolRef ref;
  private final WeakReference<PoolSource> source;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile long lastAnswer = NEVER;
  private volatile long fastest = Long.MAX_VALUE;
  private volatile long latency = -1;
  private volatile boolean closed;
  private volatile boolean driverWatched;
  private volatile boolean wrapperWatched;
  private volatile @Nullable DatabaseRef database;

  WatchedPool(PoolRef ref, PoolSource source) {
    this.ref = ref;
    this.source = new WeakReference<>(source);
  }

  public PoolRef ref() {
    return ref;
  }

  /** Whether statements of this pool pass a wrapper that a probe sees. */
  boolean isWrapperWatched() {
    return wrapperWatched;
  }

  void wrapperIsWatched() {
    if (!wrapperWatched) {
      wrapperWatched = true;
    }
  }

  /** Whether a probe sees what the driver of this pool executes. */
  boolean isDriverWatched() {
    return driverWatched;
  }

  void driverIsWatched() {
    if (!driverWatched) {
      driverWatched = true;
    }
  }

  /** The database, as the settings of the pool name it. */
  DatabaseRef database(DatabaseTable databases) {
    DatabaseRef known = database;
    if (known == null) {
      PoolSource asked = source.get();
      known = databases.of(asked == null ? null : asked.url());
      database = known;
    }
    return known;
  }

  /** Asks the pool; null when it is no more. */
  public @Nullable PoolReading read() {
    PoolSource asked = closed ? null : source.get();
    return asked == null ? null : asked.read();
  }

  /** See {@link PoolSource#check}. */
  public long check(int timeoutSeconds) throws Exception {
    PoolSource asked = source.get();
    return asked == null ? -1 : asked.check(timeoutSeconds);
  }

  /** The database has answered: a statement, a new connection, a check. */
  public void answered(long nanos) {
    lastAnswer = nanos;
    if (failuresInARow.get() != 0) {
      failuresInARow.set(0);
    }
  }

  /**
   * A statement was answered.
   *
   * @param took how long it took, in nanoseconds
   */
  public void answered(long nanos, long took) {
    answered(nanos);
    if (took < fastest) { // a lost update is only a missed optimum
      fastest = took;
    }
  }

  /** The fastest statement since this was last asked, in nanoseconds; negative without any. */
  public long takeFastest() {
    long taken = fastest;
    fastest = Long.MAX_VALUE;
    return taken == Long.MAX_VALUE ? -1 : taken;
  }

  /** Notes how long the database took to answer of late, in nanoseconds. */
  public void latency(long nanos) {
    latency = nanos;
  }

  /** How long the database took to answer of late, in nanoseconds; negative when unknown. */
  public long latency() {
    return latency;
  }

  /** The database could not be reached. */
  public void unreachable() {
    failuresInARow.incrementAndGet();
  }

  /** How often it could not be reached since it last answered. */
  public int failuresInARow() {
    return failuresInARow.get();
  }

  /** When the database last answered; null when never. */
  public @Nullable Long lastAnswerNanos() {
    long nanos = lastAnswer;
    return nanos == NEVER ? null : nanos;
  }

  void close() {
    closed = true;
  }

  boolean isGone() {
    return closed || source.refersTo(null);
  }
}
