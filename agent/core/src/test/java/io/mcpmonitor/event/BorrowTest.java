package io.mcpmonitor.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BorrowTest {
  private static final int TURNS = 2_000_000;

  private final PoolRef even = new PoolRef("test", "even");
  private final PoolRef odd = new PoolRef("test", "odd");
  private final Borrow borrow = new Borrow(even);

  @Test
  void eachPhaseShowsItsOwnBorrower() {
    assertThat(borrow.waiter()).isNull();
    borrow.begins(even, null, 1);
    assertThat(borrow.waiter()).matches(b -> b.isWaiting() && b.sinceNanos() == 1);
    assertThat(borrow.holder()).isNull();
    borrow.acquired(7, 5, null);
    assertThat(borrow.waiter()).isNull();
    assertThat(borrow.holder()).matches(b -> !b.isWaiting() && b.sinceNanos() == 5);
    assertThat(borrow.returned(9)).isTrue();
    assertThat(borrow.returned(9)).isFalse();
    assertThat(borrow.holder()).isNull();
    assertThat(borrow.waitNanos()).isEqualTo(4);
    assertThat(borrow.useNanos()).isEqualTo(4);
  }

  @Test
  void aTurnIsOverWhenAllOfItWasDeliveredAndTheNextOneIsAnother() {
    borrow.begins(even, null, 1);
    borrow.acquired(7, 2, new StackTraceElement[0]);
    int turn = borrow.turn();
    assertThat(borrow.isHeldIn(turn)).isTrue();
    assertThat(borrow.delivered()).isFalse();
    assertThat(borrow.takeWait()).isTrue();
    assertThat(borrow.takeUse()).as("not yet").isFalse();
    assertThat(borrow.returned(3)).isTrue();
    assertThat(borrow.takeWait()).as("again").isFalse();
    assertThat(borrow.takeUse()).isTrue();
    assertThat(borrow.delivered()).isTrue();

    borrow.begins(odd, null, 4);
    borrow.acquired(8, 5, null);
    assertThat(borrow.isHeldIn(turn)).isFalse();
    assertThat(borrow.isHeldIn(borrow.turn())).isTrue();
    assertThat(borrow.takeWait()).isTrue();
    assertThat(borrow.holder()).matches(b -> b.stack() == null && b.pool() == odd);
  }

  @Test
  void aFailureIsDeliveredOnce() {
    borrow.begins(even, null, 1);
    borrow.failed(true, 2);
    assertThat(borrow.isTimedOut()).isTrue();
    assertThat(borrow.delivered()).isTrue();
    borrow.begins(even, null, 3);
    assertThat(borrow.isTimedOut()).isFalse();
  }

  /** In odd turns the pool is odd and so are all times. */
  @Test
  void whoLooksSeesOneTurn() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread borrower =
        new Thread(
            () -> {
              for (int turn = 0; turn < TURNS; turn++) {
                borrow.begins(turn % 2 == 0 ? even : odd, null, turn);
                borrow.acquired(turn, turn, null);
                borrow.returned(turn);
              }
              done.set(true);
            });
    borrower.start();
    int mixed = 0;
    while (!done.get()) {
      mixed += isMixed(borrow.waiter()) || isMixed(borrow.holder()) ? 1 : 0;
    }
    borrower.join();
    assertThat(mixed).isZero();
  }

  private boolean isMixed(Borrower seen) {
    return seen != null && (seen.pool() == odd) != (seen.sinceNanos() % 2 == 1);
  }
}
