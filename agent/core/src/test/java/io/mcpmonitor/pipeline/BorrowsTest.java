package io.mcpmonitor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.Borrower;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BorrowsTest {
  private static final int THREADS = 4;
  private static final int TURNS = 30_000;

  private final Drops drops = new Drops();
  private final Pipeline pipeline = new Pipeline(drops);
  private final FakePool.Watch watch = new FakePool.Watch(pipeline);
  private final Set<Borrow> objects = Collections.newSetFromMap(new IdentityHashMap<>());
  private final AtomicInteger waits = new AtomicInteger();
  private final AtomicInteger uses = new AtomicInteger();

  BorrowsTest() {
    pipeline.connect(List.of(this::record));
  }

  private synchronized void record(Event event) {
    Borrow borrow = (Borrow) event;
    objects.add(borrow);
    if (borrow.takeWait()) {
      waits.incrementAndGet();
    }
    if (borrow.takeUse()) {
      uses.incrementAndGet();
    }
  }

  private void borrowAndReturn(FakePool pool) {
    Object connection = new Object();
    watch.gets(watch.asks(pool), connection, pool);
    watch.returns(connection);
  }

  @Test
  void anObjectServesAgainWhenItsConsumersHaveHadAllOfIt() {
    FakePool pool = new FakePool("orders");
    for (int i = 0; i < 3; i++) {
      borrowAndReturn(pool);
    }
    pipeline.catchUp();
    assertThat(objects).as("none before they have had it").hasSize(3);
    for (int i = 0; i < 30; i++) {
      borrowAndReturn(pool);
      pipeline.catchUp();
    }
    assertThat(objects).hasSize(3);
    assertThat(waits).hasValue(33);
    assertThat(uses).hasValue(33);
  }

  @Test
  void whatFailedServesAgainToo() {
    FakePool pool = new FakePool("orders");
    for (int i = 0; i < 3; i++) {
      watch.fails(watch.asks(pool), new IllegalStateException());
      pipeline.catchUp();
    }
    assertThat(objects).hasSize(1);
    assertThat(waits).hasValue(3);
    assertThat(uses).hasValue(0);
  }

  @Test
  void whatIsHeldDoesNotServeAgain() {
    FakePool pool = new FakePool("orders");
    Object kept = new Object();
    watch.gets(watch.asks(pool), kept, pool);
    pipeline.catchUp();
    borrowAndReturn(pool);
    pipeline.catchUp();
    assertThat(objects).hasSize(2);
    List<Borrower> held = new ArrayList<>();
    pipeline.sources().borrows().forEachHeld(held::add);
    assertThat(held).singleElement().matches(holder -> holder.sinceNanos() <= System.nanoTime());
  }

  /** Each thread has its own pool: who reads must never see the thread of one with the other's. */
  @Test
  void readersSeeOneTurnAtATimeAndEveryTurnIsRecordedOnce() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String name = "borrower-" + i;
      FakePool pool = new FakePool(name);
      Thread thread =
          new Thread(
              () -> {
                for (int turn = 0; turn < TURNS; turn++) {
                  borrowAndReturn(pool);
                }
              },
              name);
      threads.add(thread);
      thread.start();
    }
    int looks = 0;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      pipeline.sources().borrows().forEachHeld(BorrowsTest::isOfOneTurn);
      pipeline.sources().borrows().forEachWaiting(BorrowsTest::isOfOneTurn);
      looks++;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    pipeline.catchUp();
    assertThat(looks).isPositive();
    assertThat(waits).hasValue(THREADS * TURNS);
    assertThat(uses).hasValue(THREADS * TURNS);
    assertThat(objects).as("what waited in the queue, about").hasSizeLessThan(THREADS * TURNS / 2);
    assertThat(drops.countOf(Drops.Reason.CONNECTION_TABLE_FULL)).isZero();
  }

  private static void isOfOneTurn(Borrower borrower) {
    assertThat(borrower.threadName()).isEqualTo(borrower.pool().name());
  }
}
