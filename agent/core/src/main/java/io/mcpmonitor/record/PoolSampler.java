package io.mcpmonitor.record;

import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.pipeline.Sources;
import io.mcpmonitor.pipeline.WatchedPool;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks the pools what they hold. On a thread of its own, because a pool may have a lock that is
 * held for long just when somebody wants to know: who asks here gets what is known a moment later
 * at the latest.
 */
public final class PoolSampler {
  private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PATIENCE_MILLIS = 20;
  private static final long KEEP_THREAD_SECONDS = 30;

  private final Sources sources;
  private final ThreadPoolExecutor thread;
  private final AtomicReference<@Nullable CountDownLatch> running = new AtomicReference<>();
  private volatile Sampled last = new Sampled(List.of(), Long.MIN_VALUE);

  /**
   * What a pool said.
   *
   * @param nanos when, on the clock of {@link System#nanoTime()}
   */
  public record Sample(WatchedPool pool, PoolReading reading, long nanos) {}

  private record Sampled(List<Sample> samples, long nanos) {}

  public PoolSampler(Sources sources) {
    this.sources = sources;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            KEEP_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(2),
            AgentThreads.factory("pools"));
    thread.allowCoreThreadTimeOut(true);
  }

  /** What every open pool says, in the order in which they were found. */
  public List<Sample> current() {
    if (sources.pools().isEmpty()) {
      return List.of();
    }
    Sampled known = last;
    if (known.nanos == Long.MIN_VALUE || System.nanoTime() - known.nanos > MAX_AGE_NANOS) {
      refresh();
      known = last;
    }
    return known.samples;
  }

  private void refresh() {
    CountDownLatch mine = new CountDownLatch(1);
    CountDownLatch other = running.compareAndExchange(null, mine);
    if (other == null) {
      thread.execute(() -> sample(mine));
    }
    try {
      boolean unused = (other == null ? mine : other).await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample(CountDownLatch done) {
    try {
      Map<PoolRef, Integer> waiting = waiting();
      List<Sample> samples = new ArrayList<>();
      for (WatchedPool pool : sources.pools()) {
        PoolReading reading = read(pool);
        if (reading != null) {
          boolean tells = reading.waiting() != PoolReading.UNKNOWN;
          samples.add(
              new Sample(
                  pool,
                  tells ? reading : reading.withWaiting(waiting.getOrDefault(pool.ref(), 0)),
                  System.nanoTime()));
        }
      }
      sources.forgetCollected();
      last = new Sampled(List.copyOf(samples), System.nanoTime());
    } finally {
      running.set(null);
      done.countDown();
    }
  }

  private static @Nullable PoolReading read(WatchedPool pool) {
    try {
      return pool.read();
    } catch (Throwable failure) {
      AgentLog.warnOnce("a pool cannot be asked: " + pool.ref(), failure);
      return null;
    }
  }

  private Map<PoolRef, Integer> waiting() {
    Map<PoolRef, Integer> waiting = new HashMap<>();
    sources.borrows().forEachWaiting(waiter -> waiting.merge(waiter.pool(), 1, Integer::sum));
    return waiting;
  }
}
