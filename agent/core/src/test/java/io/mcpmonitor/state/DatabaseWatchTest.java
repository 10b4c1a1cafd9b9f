package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.pipeline.FakePool;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.pipeline.WatchedPool;
import io.mcpmonitor.record.PoolSampler;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Looks are two seconds apart, as with the default settings. */
class DatabaseWatchTest {
  private final Pipeline pipeline = new Pipeline(new Drops());
  private final FakePool.Watch pools = new FakePool.Watch(pipeline);
  private final PoolSampler sampler = new PoolSampler(pipeline.sources());
  private final AtomicLong clock = new AtomicLong(System.nanoTime());
  private final List<Runnable> hanging = new ArrayList<>();
  private boolean hangs;
  private int checks;
  private final DatabaseWatch watch =
      new DatabaseWatch(sampler, SampleSnapshot.limits(), this::check, clock::get);
  private final FakePool pool = new FakePool("orders");
  private final WatchedPool watched = pools.watched(pool);

  private void check(Runnable check) {
    checks++;
    if (hangs) {
      hanging.add(check);
    } else {
      check.run();
    }
  }

  private DatabaseWatch.Verdict look() {
    int before = System.identityHashCode(sampler.current());
    for (int i = 0; i < 1_000 && System.identityHashCode(sampler.current()) == before; i++) {
      Thread.onSpinWait();
      pause();
    }
    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    watch.look();
    return watch.of(watched);
  }

  /** A sample is given out for a tenth of a second. */
  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anIdleDatabaseIsAskedTwiceInAnInterval() {
    for (int i = 0; i < 10; i++) {
      look();
    }
    assertThat(checks).isBetween(3, 5);
    assertThat(look().reachable()).isTrue();
    assertThat(look().latencyMs()).isEqualTo(1);
  }

  @Test
  void nobodyIsKeptWaiting() {
    pool.reading = FakePool.reading(10, 10, 0);
    for (int i = 0; i < 5; i++) {
      look();
    }
    assertThat(checks).isZero();
    assertThat(look().reachable()).isNull();
  }

  @Test
  void statementsAreProofEnough() {
    look();
    look();
    int before = checks;
    for (int i = 0; i < 10; i++) {
      watched.answered(clock.get(), 3_000_000);
      look();
    }
    assertThat(checks).isEqualTo(before);
    assertThat(look().latencyMs()).isEqualTo(3);
  }

  @Test
  void oneFailureIsNotTheEnd() {
    look();
    look();
    watched.unreachable();
    assertThat(look().reachable()).isTrue();
    assertThat(look().reachable()).as("answered again").isTrue();
  }

  @Test
  void aDeadDatabaseIsFoundWithinTenSecondsAndFoundAgain() {
    look();
    look();
    pool.refuses = true;
    int looks = 0;
    while (look().reachable()) {
      assertThat(++looks).isLessThan(5);
    }
    pool.refuses = false;
    pool.reading = FakePool.reading(10, 0, 0);
    looks = 0;
    while (!look().reachable()) {
      assertThat(++looks).isLessThan(5);
    }
  }

  @Test
  void aDatabaseThatHangsIsDisconnected() {
    look();
    look();
    hangs = true;
    int looks = 0;
    while (look().reachable()) {
      assertThat(++looks).isLessThan(6);
    }
    assertThat(hanging).hasSize(1);
    hangs = false;
    hanging.forEach(Runnable::run);
    for (int i = 0; i < 3; i++) {
      look();
    }
    assertThat(look().reachable()).isTrue();
  }

  @Test
  void aSlowDatabaseAndAFullPoolAreSteadyBeforeTheyCount() {
    look();
    pool.answer = 500_000_000;
    for (int i = 0; i < 8; i++) {
      look();
    }
    assertThat(look().answers()).isEqualTo(Level.WARN);
    pool.reading = FakePool.reading(10, 10, 0);
    assertThat(look().load()).isEqualTo(Level.GOOD);
    assertThat(look().load()).isEqualTo(Level.BAD);
    pool.reading = FakePool.reading(10, 8, 2);
    assertThat(look().load()).isEqualTo(Level.BAD);
    assertThat(look().load()).isEqualTo(Level.WARN);
  }
}
