package io.mcpmonitor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.Borrower;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.PoolEvent.ConnectionCreated;
import io.mcpmonitor.support.Drops;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PoolWatchTest {
  private final Drops drops = new Drops();
  private final Pipeline pipeline = new Pipeline(drops);
  private final List<Event> events = new ArrayList<>();
  private final FakePool.Watch watch = new FakePool.Watch(pipeline);

  PoolWatchTest() {
    pipeline.connect(List.of(events::add));
  }

  private List<Borrower> held() {
    List<Borrower> held = new ArrayList<>();
    pipeline.sources().borrows().forEachHeld(held::add);
    return held;
  }

  private List<Borrower> waiting() {
    List<Borrower> waiting = new ArrayList<>();
    pipeline.sources().borrows().forEachWaiting(waiting::add);
    return waiting;
  }

  @Test
  void aConnectionIsWaitedForThenHeldThenReturned() {
    FakePool pool = new FakePool("orders");
    Object connection = new Object();

    Object asked = watch.asks(pool);
    assertThat(waiting()).hasSize(1);
    watch.gets(asked, connection, pool);
    assertThat(waiting()).isEmpty();
    assertThat(held())
        .singleElement()
        .satisfies(b -> assertThat(b.pool().name()).isEqualTo("orders"));
    watch.returns(connection);
    watch.returns(connection);

    assertThat(held()).isEmpty();
    pipeline.catchUp();
    assertThat(events).hasSize(2).containsOnly((Borrow) asked);
    Borrow borrow = (Borrow) asked;
    assertThat(borrow.takeWait()).isTrue();
    assertThat(borrow.takeWait()).isFalse();
    assertThat(borrow.takeUse()).isTrue();
    assertThat(borrow.takeUse()).isFalse();
    assertThat(borrow.holder()).isNull();
  }

  @Test
  void thePoolOfAConnectionIsKnownOnEveryThread() {
    FakePool pool = new FakePool("orders");
    FakePool other = new FakePool("other");
    Object connection = new Object();
    watch.gets(watch.asks(pool), connection, pool);
    watch.gets(watch.asks(other), this, other);
    assertThat(poolOf(connection)).isEqualTo("orders");
    assertThat(poolOf(this)).isEqualTo("other");
    assertThat(poolOf(new Object())).as("the last one of this thread").isEqualTo("other");
    assertThat(CompletableFuture.supplyAsync(() -> poolOf(connection)).join()).isEqualTo("orders");
    assertThat(CompletableFuture.supplyAsync(() -> poolOf(new Object())).join()).isNull();
    watch.returns(this);
    assertThat(poolOf(new Object())).isNull();
  }

  private String poolOf(Object connection) {
    WatchedPool pool = pipeline.sources().poolOf(System.identityHashCode(connection));
    return pool == null ? null : pool.ref().name();
  }

  @Test
  void everyPoolsWordForTimeoutIsUnderstood() {
    assertThat(PoolWatch.isTimeout(new SQLException("x", new TimeoutException()))).isTrue();
    assertThat(
            PoolWatch.isTimeout(
                new SQLTransientConnectionException(
                    "p - Connection is not available, request timed out after 250ms.")))
        .isTrue();
    assertThat(
            PoolWatch.isTimeout(
                new SQLException(
                    "Cannot get a connection",
                    new NoSuchElementException("Timeout waiting for idle object"))))
        .isTrue();
    assertThat(PoolWatch.isTimeout(new SQLException("no such user"))).isFalse();
  }

  @Test
  void aFailureLeavesNothingBehind() {
    Object asked = watch.asks(new FakePool("orders"));
    watch.fails(asked, new SQLException("timeout", new TimeoutException()));

    assertThat(waiting()).isEmpty();
    assertThat(held()).isEmpty();
    assertThat(((Borrow) asked).isTimedOut()).isTrue();
    assertThat(((Borrow) asked).takeWait()).isTrue();
  }

  @Test
  void aPoolThatOpensConnectionsInSecretTellsOfItsDatabaseByRefusing() {
    FakePool pool = new FakePool("orders");
    watch.refuses(pool, watch.asksForLater(pool), new SQLException("too many wait"), false);
    assertThat(watch.watched(pool).failuresInARow()).isZero();
    watch.refuses(pool, watch.asksForLater(pool), new SQLException("no route"), true);
    assertThat(watch.watched(pool).failuresInARow()).isEqualTo(1);
    assertThat(waiting()).isEmpty();
    pipeline.catchUp();
    assertThat(events).hasSize(2).allMatch(e -> ((Borrow) e).hasFailed());
  }

  @Test
  void poolsOfOneNameAreTold_apartAndACLosedOneGivesItsNameBack() {
    FakePool first = new FakePool("orders");
    FakePool second = new FakePool("orders");
    FakePool third = new FakePool(null);
    assertThat(name(first)).isEqualTo("orders");
    assertThat(name(second)).isEqualTo("orders-2");
    assertThat(name(third)).isEqualTo("fake");
    watch.gets(watch.asks(first), this, first);

    watch.closes(first);

    assertThat(pipeline.sources().pools()).hasSize(2);
    assertThat(held()).isEmpty();
    assertThat(name(new FakePool("orders"))).isEqualTo("orders");
  }

  private String name(FakePool pool) {
    return watch.watched(pool).ref().name();
  }

  @Test
  void aPoolThatIsLetGoVanishes() throws InterruptedException {
    assertThat(watch.watched(new FakePool("orders"))).isNotNull();
    for (int i = 0; i < 600 && pipeline.sources().pools().get(0).read() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(pipeline.sources().pools().get(0).read()).isNull();
  }

  @Test
  void poolsAndNamesAreBounded() {
    List<FakePool> pools = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      pools.add(new FakePool("pool-" + i));
      watch.watched(pools.get(i));
    }
    assertThat(pipeline.sources().pools()).hasSize(200);
    assertThat(drops.countOf(Drops.Reason.POOL_TABLE_FULL)).isEqualTo(100);
    for (int i = 300; i < 1_000; i++) {
      FakePool pool = new FakePool("pool-" + i);
      watch.closes(pools.remove(0));
      pools.add(pool);
      watch.watched(pool);
    }
    assertThat(pipeline.sources().pools()).anyMatch(p -> p.ref().name().equals("_other"));
  }

  @Test
  void openingAConnectionIsASignOfLifeAndFailingToIsNot() {
    FakePool pool = new FakePool("orders");
    watch.notCreated(pool, watch.creates());
    assertThat(watch.watched(pool).failuresInARow()).isEqualTo(1);
    watch.created(pool, watch.creates());
    assertThat(watch.watched(pool).failuresInARow()).isZero();
    assertThat(watch.watched(pool).lastAnswerNanos()).isNotNull();
    pipeline.catchUp();
    assertThat(events).hasSize(2).hasOnlyElementsOfType(ConnectionCreated.class);
  }
}
