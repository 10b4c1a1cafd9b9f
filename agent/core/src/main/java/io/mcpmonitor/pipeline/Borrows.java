package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.Borrower;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.support.Drops;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a connection and who holds one, over all pools. Two fixed tables without locks and
 * without allocation; the objects in them are used again. A held connection is found again by its
 * identity hash, so that no object of the application is referred to.
 */
public final class Borrows {
  private static final int SLOTS = 4096;
  private static final int PROBES = 64;

  private final AtomicReferenceArray<Borrow> waiting = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<Borrow> held = new AtomicReferenceArray<>(SLOTS);
  private final Spares<Borrow> spares = new Spares<>(SLOTS);
  private final Drops drops;

  Borrows(Drops drops) {
    this.drops = drops;
  }

  /** Somebody asks a pool for a connection, on this thread. */
  Borrow begins(PoolRef pool, @Nullable McpCall call) {
    Borrow spare = spares.take();
    Borrow borrow = spare != null ? spare : new Borrow(pool);
    borrow.begins(pool, call, System.nanoTime());
    add(waiting, borrow, homeOfWaiting(borrow));
    return borrow;
  }

  /** All consumers have had an event of this; when it was the last, it may begin anew. */
  void delivered(Borrow borrow) {
    if (borrow.delivered()) {
      spares.give(borrow);
    }
  }

  void waitsNoMore(Borrow borrow) {
    int home = homeOfWaiting(borrow);
    for (int i = 0; i < PROBES; i++) {
      if (waiting.compareAndSet((home + i) & (SLOTS - 1), borrow, null)) {
        return;
      }
    }
  }

  void holds(Borrow borrow) {
    add(held, borrow, borrow.key());
  }

  /** Takes out the borrow of the connection with this identity hash; null when none is known. */
  @Nullable Borrow returned(int key) {
    for (int i = 0; i < PROBES; i++) {
      int slot = (key + i) & (SLOTS - 1);
      Borrow borrow = held.get(slot);
      if (borrow != null && borrow.key() == key && held.compareAndSet(slot, borrow, null)) {
        if (borrow.key() == key) {
          return borrow;
        }
        holds(borrow); // its next turn began meanwhile
      }
    }
    return null;
  }

  /** The pool of the connection with this identity hash; null when nobody holds it. */
  @Nullable PoolRef poolOf(int key) {
    for (int i = 0; i < PROBES; i++) {
      Borrow borrow = held.get((key + i) & (SLOTS - 1));
      if (borrow != null && borrow.key() == key) {
        return borrow.pool();
      }
    }
    return null;
  }

  /** Forgets what is held from a pool that is no more. */
  void forget(WatchedPool pool) {
    for (int i = 0; i < SLOTS; i++) {
      Borrow borrow = held.get(i);
      if (borrow != null
          && borrow.pool() == pool.ref()
          && held.compareAndSet(i, borrow, null)
          && borrow.pool() != pool.ref()) {
        holds(borrow); // its next turn began meanwhile
      }
    }
  }

  /** Shows everybody who waits, in no order. */
  public void forEachWaiting(Consumer<Borrower> consumer) {
    for (int i = 0; i < SLOTS; i++) {
      Borrow borrow = waiting.get(i);
      show(borrow == null ? null : borrow.waiter(), consumer);
    }
  }

  /** Shows everybody who holds a connection, in no order. */
  public void forEachHeld(Consumer<Borrower> consumer) {
    for (int i = 0; i < SLOTS; i++) {
      Borrow borrow = held.get(i);
      show(borrow == null ? null : borrow.holder(), consumer);
    }
  }

  private static void show(@Nullable Borrower borrower, Consumer<Borrower> consumer) {
    if (borrower != null) {
      consumer.accept(borrower);
    }
  }

  private void add(AtomicReferenceArray<Borrow> table, Borrow borrow, int home) {
    for (int i = 0; i < PROBES; i++) {
      if (table.compareAndSet((home + i) & (SLOTS - 1), null, borrow)) {
        return;
      }
    }
    drops.count(Drops.Reason.CONNECTION_TABLE_FULL);
  }

  /** Spreads threads apart; an identity hash would cost more. */
  private static int homeOfWaiting(Borrow borrow) {
    return (int) ((borrow.threadId() * 0x9E3779B9L) >>> 7);
  }
}
