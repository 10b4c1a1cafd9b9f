package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked instead of telling: the connection pools that are open. A pool that is closed or
 * collected vanishes. Nothing of the application is held.
 */
public final class Sources {
  private static final int MAX_POOLS = 200;
  private static final int MAX_NAME = 100;

  /** Over the life of the process; names may become labels. */
  private static final int MAX_NAMES = 500;

  private static final String OTHER = "_other";

  private final Drops drops;
  private final Borrows borrows;
  private final Set<String> names = new HashSet<>();
  private volatile List<WatchedPool> pools = List.of();
  private volatile boolean stacks;

  Sources(Drops drops) {
    this.drops = drops;
    this.borrows = new Borrows(drops);
  }

  /** Whether to note who takes a connection: costs some microseconds each time. */
  public void takeStacks(boolean wanted) {
    stacks = wanted;
  }

  /** The connection that a thread borrowed last. */
  private static final class Here {
    @Nullable WatchedPool pool;
    @Nullable Borrow borrow;
    int turn;
  }

  private static final class OfThread extends ThreadLocal<Here> {
    @Override
    protected Here initialValue() {
      return new Here();
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one for each agent
  private final ThreadLocal<Here> threads = new OfThread();

  /** This thread has got a connection of that pool. */
  void holdsHere(WatchedPool pool, Borrow borrow) {
    Here here = threads.get();
    here.pool = pool;
    here.borrow = borrow;
    here.turn = borrow.turn();
  }

  /**
   * The pool that a connection is of. Where its wrapper is not the object that was borrowed, it is
   * that of the connection which this thread borrowed last and still holds.
   */
  @Nullable WatchedPool poolOf(int identityHash) {
    Here here = threads.get();
    Borrow last = lastHeld(here);
    if (last != null && last.key() == identityHash) {
      return here.pool;
    }
    PoolRef pool = borrows.poolOf(identityHash);
    if (pool == null) {
      return last == null ? null : here.pool;
    }
    for (WatchedPool known : pools) {
      if (known.ref() == pool) {
        return known;
      }
    }
    return null;
  }

  /**
   * The pool of what a driver executes outside of any wrapper: that of the connection which this
   * thread borrowed last, unless the wrappers of that pool are known.
   */
  @Nullable WatchedPool poolWithoutWrapper() {
    Here here = threads.get();
    WatchedPool pool = here.pool;
    return pool == null || pool.isWrapperWatched() || lastHeld(here) == null ? null : pool;
  }

  private static @Nullable Borrow lastHeld(Here here) {
    Borrow borrow = here.borrow;
    if (borrow == null || borrow.isHeldIn(here.turn)) {
      return borrow;
    }
    here.borrow = null;
    here.pool = null;
    return null;
  }

  boolean takesStacks() {
    return stacks;
  }

  /** Who waits for a connection and who holds one. */
  public Borrows borrows() {
    return borrows;
  }

  /** The pools that are open, in the order they were found. */
  public List<WatchedPool> pools() {
    return pools;
  }

  /** Forgets the pools whose objects were collected. */
  public synchronized void forgetCollected() {
    for (WatchedPool pool : pools) {
      if (pool.isGone()) {
        remove(pool);
      }
    }
  }

  /**
   * A pool was found.
   *
   * @param kind the library
   * @param name how the application calls it; null when it does not
   * @return null when there are too many
   */
  synchronized @Nullable WatchedPool add(String kind, @Nullable String name, PoolSource source) {
    forgetCollected();
    if (pools.size() >= MAX_POOLS) {
      drops.count(Drops.Reason.POOL_TABLE_FULL);
      return null;
    }
    WatchedPool pool = new WatchedPool(new PoolRef(kind, uniqueName(kind, name)), source);
    List<WatchedPool> more = new ArrayList<>(pools);
    more.add(pool);
    pools = List.copyOf(more);
    return pool;
  }

  /** A pool was closed. */
  synchronized void remove(WatchedPool pool) {
    pool.close();
    List<WatchedPool> fewer = new ArrayList<>(pools);
    fewer.remove(pool);
    pools = List.copyOf(fewer);
    borrows.forget(pool);
  }

  private String uniqueName(String kind, @Nullable String given) {
    String base = given == null || given.isBlank() ? kind : given.trim();
    base = base.length() <= MAX_NAME ? base : base.substring(0, MAX_NAME);
    String name = base;
    for (int number = 2; isTaken(name); number++) {
      name = base + "-" + number;
    }
    if (names.size() >= MAX_NAMES && !names.contains(name)) {
      drops.count(Drops.Reason.NAME_TABLE_FULL);
      return OTHER;
    }
    names.add(name);
    return name;
  }

  private boolean isTaken(String name) {
    for (WatchedPool pool : pools) {
      if (pool.ref().name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
