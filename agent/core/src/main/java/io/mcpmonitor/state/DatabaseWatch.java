package io.mcpmonitor.state;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.pipeline.WatchedPool;
import io.mcpmonitor.record.PoolSampler;
import io.mcpmonitor.record.PoolSampler.Sample;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again whether the databases behind the pools answer, and how busy the pools are.
 *
 * <p>Statements of the application are proof enough. Where there are none, a connection is borrowed
 * for a moment, but only when one is idle and nobody waits, or when the database was lost and
 * nobody uses the pool. That happens on a thread of its own for each pool: one that hangs holds up
 * nothing.
 */
public final class DatabaseWatch {
  /** Looks in each check interval: two that agree must fit into it with their timeouts. */
  private static final int LOOKS_PER_INTERVAL = 5;

  /** While all is well a database is asked so many times in each interval. */
  private static final int CHECKS_PER_INTERVAL = 3;

  /** A check that takes so many times its limit is given up. */
  private static final int GIVE_UP_TIMEOUTS = 10;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MAX_THREADS = 64;
  private static final long KEEP_THREAD_SECONDS = 30;

  private final PoolSampler sampler;
  private final AgentConfig.Limits limits;
  private final AgentConfig.Database database;
  private final long intervalNanos;
  private final Executor checks;
  private final LongSupplier nanoTime;
  private volatile Map<WatchedPool, Watched> pools = Map.of();

  public DatabaseWatch(PoolSampler sampler, AgentConfig.Health health) {
    this(
        sampler,
        health,
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            KEEP_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            AgentThreads.factory("database")),
        System::nanoTime);
  }

  DatabaseWatch(
      PoolSampler sampler, AgentConfig.Health health, Executor checks, LongSupplier nanoTime) {
    this.sampler = sampler;
    this.limits = health.pool();
    this.database = health.database();
    this.intervalNanos = health.checkInterval().toNanos();
    this.checks = checks;
    this.nanoTime = nanoTime;
  }

  /**
   * The judgement on one pool.
   *
   * @param load how much of it is borrowed
   * @param reachable whether its database answers; null while nothing is known
   * @param answers whether it answers fast enough
   * @param latencyMs how long its last answer took; null when unknown
   */
  public record Verdict(
      Level load, @Nullable Boolean reachable, Level answers, @Nullable Double latencyMs) {}

  /** Looks from now on, on this thread. */
  public void start(ScheduledExecutorService background) {
    ScheduledFuture<?> unused =
        background.scheduleWithFixedDelay(
            this::lookSafely, 0, intervalNanos / LOOKS_PER_INTERVAL, TimeUnit.NANOSECONDS);
  }

  private void lookSafely() {
    try {
      look();
    } catch (Throwable failure) {
      AgentLog.warnOnce("the databases are not watched", failure);
    }
  }

  /** The judgement on a pool; null when it was not looked at yet. */
  public @Nullable Verdict of(WatchedPool pool) {
    Watched watched = pools.get(pool);
    return watched == null ? null : watched.verdict;
  }

  /** One look at every pool. Waits for no database. */
  void look() {
    List<Sample> samples = sampler.current();
    if (samples.isEmpty() && pools.isEmpty()) {
      return;
    }
    Map<WatchedPool, Watched> known = pools;
    Map<WatchedPool, Watched> now = new HashMap<>();
    for (Sample sample : samples) {
      Watched watched = known.get(sample.pool());
      watched = watched != null ? watched : new Watched(sample.pool());
      now.put(sample.pool(), watched);
      watched.look(sample);
    }
    pools = now;
  }

  private final class Watched {
    private final WatchedPool pool;
    private final Steady load = new Steady(Level.GOOD, database.looks());
    private final Steady answers = new Steady(Level.GOOD, database.looks());
    private @Nullable Steady link;
    private @Nullable Long lastSeen;
    private @Nullable Double latencyMs;
    private long nextCheck;
    private volatile @Nullable Check running;
    private volatile long checkTook = -1;
    volatile @Nullable Verdict verdict;

    Watched(WatchedPool pool) {
      this.pool = pool;
      this.nextCheck = nanoTime.getAsLong();
    }

    void look(Sample sample) {
      long now = nanoTime.getAsLong();
      load.look(level(sample.reading().utilization()));
      lookAtLatency();
      lookAtLink(now);
      if (running == null && isDue(sample, now)) {
        start(now);
      }
      verdict =
          new Verdict(
              load.level(),
              link == null ? null : link.level() == Level.GOOD,
              answers.level(),
              latencyMs);
    }

    private void lookAtLatency() {
      long took = pool.takeFastest();
      if (took < 0) {
        took = checkTook;
      }
      checkTook = -1;
      if (took >= 0) {
        latencyMs = took / NANOS_PER_MILLI;
        pool.latency(took);
        answers.look(took > database.slow().toNanos() ? Level.WARN : Level.GOOD);
      }
    }

    /** Bad when the last news was bad; good when there was an answer since the last look. */
    private void lookAtLink(long now) {
      Check check = running;
      Long answered = pool.lastAnswerNanos();
      boolean fresh = answered != null && !answered.equals(lastSeen);
      lastSeen = answered;
      long hangs = check == null ? 0 : (now - check.began) / database.timeout().toNanos();
      if (hangs >= 1 && !fresh) {
        pool.unreachable();
      }
      if (hangs >= GIVE_UP_TIMEOUTS) {
        running = null; // its thread may never come back: another one shall try
      }
      if (pool.failuresInARow() > 0) {
        link(Level.BAD);
      } else if (fresh) {
        link(Level.GOOD);
      }
    }

    private void link(Level seen) {
      Steady known = link;
      if (known == null) {
        link = new Steady(seen, database.looks());
      } else {
        known.look(seen);
      }
    }

    /**
     * In doubt at each look, else three times in an interval; never where the application would
     * wait.
     */
    private boolean isDue(Sample sample, long now) {
      boolean lost = link != null && link.level() == Level.BAD;
      boolean doubt = lost || pool.failuresInARow() > 0;
      Long answered = pool.lastAnswerNanos();
      boolean proven =
          answered != null
              && now - answered < intervalNanos / CHECKS_PER_INTERVAL
              && latencyMs != null;
      if (!doubt && (proven || now - nextCheck < 0)) {
        return false;
      }
      boolean idle = sample.reading().idle() > 0 && sample.reading().waiting() <= 0;
      boolean unused = sample.reading().active() == 0 && sample.reading().waiting() <= 0;
      return idle || (lost && unused);
    }

    private void start(long now) {
      Check check = new Check(this, now);
      running = check;
      nextCheck = now + intervalNanos / CHECKS_PER_INTERVAL;
      try {
        checks.execute(check);
      } catch (RejectedExecutionException e) { // too many of them hang
        running = null;
      }
    }

    private Level level(double utilization) {
      if (utilization >= limits.unhealthy()) {
        return Level.BAD;
      }
      return utilization >= limits.degraded() ? Level.WARN : Level.GOOD;
    }
  }

  /** Asks the database of one pool, however long that takes. */
  private final class Check implements Runnable {
    private final Watched watched;
    final long began;

    Check(Watched watched, long began) {
      this.watched = watched;
      this.began = began;
    }

    @Override
    public void run() {
      try {
        long took = watched.pool.check((int) Math.max(1, database.timeout().toSeconds()));
        if (took >= 0) {
          watched.checkTook = took;
          watched.pool.answered(nanoTime.getAsLong());
        } else {
          watched.pool.unreachable();
        }
      } catch (Throwable noConnection) {
        watched.pool.unreachable();
      } finally {
        if (watched.running == this) {
          watched.running = null;
        }
      }
    }
  }
}
