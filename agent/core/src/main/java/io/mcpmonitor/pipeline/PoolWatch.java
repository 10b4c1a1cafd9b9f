package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.PoolEvent.ConnectionCreated;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.WeakTable;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What all probes of connection pools share: the scope of such a probe. Its advice calls {@link
 * #asks} where a connection is asked for, then {@link #gets} or {@link #fails}, {@link #returns}
 * where it comes back, and the like for new connections.
 *
 * @param <P> the pool's own type
 */
public abstract class PoolWatch<P> {
  private static final int MAX_POOLS = 200;
  private static final int MAX_CAUSES = 6;

  private final Pipeline pipeline;
  private final Sources sources;
  private final String kind;

  /** The value keeps the source alive for as long as the pool lives. */
  private final WeakTable<Known> pools = new WeakTable<>(MAX_POOLS);

  /** Parts of pools that hooked methods belong to, such as the factory of its connections. */
  private final WeakTable<WeakReference<P>> owners = new WeakTable<>(2 * MAX_POOLS);

  private record Known(WatchedPool watched, PoolSource source) {}

  /**
   * @param kind the library, such as {@code hikari}
   */
  protected PoolWatch(Pipeline pipeline, String kind) {
    this.pipeline = pipeline;
    this.sources = pipeline.sources();
    this.kind = kind;
  }

  /** How the application calls the pool; null when it does not. */
  protected abstract @Nullable String nameOf(P pool);

  /** How to ask the pool; must refer to it weakly. */
  protected abstract PoolSource sourceOf(P pool);

  /**
   * Somebody asks the pool for a connection, on this thread: until it has one, what the thread asks
   * of databases is the pool's business. Null for the agent itself.
   */
  public final @Nullable Object asks(P pool) {
    Borrow borrow = begins(pool);
    if (borrow != null) {
      pipeline.statements().looks();
    }
    return borrow;
  }

  /**
   * What stands before the pool begins to look for a connection, and tries it when it has one.
   *
   * @return to be handed to {@link #looked}
   */
  public final Object looks() {
    pipeline.statements().looks();
    return this;
  }

  /** It gives a connection, or none. */
  public final void looked(@Nullable Object looks) {
    if (looks != null) {
      pipeline.statements().looked();
    }
  }

  /** Somebody asks the pool for a connection, which may come on any thread. */
  public final @Nullable Object asksForLater(P pool) {
    return begins(pool);
  }

  private @Nullable Borrow begins(P pool) {
    if (AgentThreads.isOwn()) {
      return null;
    }
    WatchedPool watched = watched(pool);
    if (watched == null) {
      return null;
    }
    return sources.borrows().begins(watched.ref(), pipeline.currentCall());
  }

  /** The pool gives a connection that was asked for by {@link #asksForLater}. */
  public final void gives(@Nullable Object asked, @Nullable Object connection) {
    if (asked instanceof Borrow borrow) {
      given(borrow, connection, null);
    }
  }

  /** The pool gives a connection that was asked for by {@link #asks}, on the same thread. */
  public final void gets(@Nullable Object asked, @Nullable Object connection, @Nullable P pool) {
    if (asked instanceof Borrow borrow) {
      pipeline.statements().looked();
      given(borrow, connection, pool == null ? null : watched(pool));
    }
  }

  private void given(Borrow borrow, @Nullable Object connection, @Nullable WatchedPool usedHere) {
    sources.borrows().waitsNoMore(borrow);
    if (connection == null) {
      borrow.failed(false, System.nanoTime());
      pipeline.publish(borrow);
      return;
    }
    borrow.acquired(
        System.identityHashCode(connection),
        System.nanoTime(),
        sources.takesStacks() ? new Throwable().getStackTrace() : null);
    if (usedHere != null) {
      sources.holdsHere(usedHere, borrow);
    }
    pipeline.publish(borrow);
    sources.borrows().holds(borrow); // last: from here on another thread may return it
  }

  /** The pool gives no connection that was asked for by {@link #asks}, on the same thread. */
  public final void fails(@Nullable Object asked, Throwable thrown) {
    if (asked instanceof Borrow borrow) {
      pipeline.statements().looked();
      refused(borrow, thrown);
    }
  }

  /**
   * The pool gives no connection that was asked for by {@link #asksForLater}.
   *
   * @param unreachable whether that is because the database cannot be reached
   */
  public final void refuses(P pool, @Nullable Object asked, Throwable thrown, boolean unreachable) {
    if (asked instanceof Borrow borrow) {
      refused(borrow, thrown);
      WatchedPool watched = unreachable ? watched(pool) : null;
      if (watched != null) {
        watched.unreachable();
      }
    }
  }

  private void refused(Borrow borrow, Throwable thrown) {
    sources.borrows().waitsNoMore(borrow);
    borrow.failed(isTimeout(thrown), System.nanoTime());
    pipeline.publish(borrow);
  }

  /** A connection comes back: the same object that {@link #gets} was called with. */
  public final void returns(Object connection) {
    Borrow borrow = sources.borrows().returned(System.identityHashCode(connection));
    if (borrow != null && borrow.returned(System.nanoTime())) {
      pipeline.publish(borrow);
    }
  }

  /** The pool begins to open a connection. */
  public final Object creates() {
    return System.nanoTime();
  }

  /** The pool has opened a connection. */
  public final void created(P pool, @Nullable Object began) {
    created(pool, began, false);
  }

  /** The pool could not open a connection. */
  public final void notCreated(P pool, @Nullable Object began) {
    created(pool, began, true);
  }

  /** Notes which pool an object is a part of. */
  protected final void isPartOf(P pool, @Nullable Object part) {
    if (part != null && owners.get(part) == null) {
      synchronized (this) {
        if (owners.get(part) == null) {
          owners.put(part, new WeakReference<>(pool));
        }
      }
    }
  }

  /** The pool that an object is a part of; null when unknown. */
  protected final @Nullable P ownerOf(Object part) {
    WeakReference<P> owner = owners.get(part);
    return owner == null ? null : owner.get();
  }

  /** A part of a pool has opened a connection for it. */
  public final void createdBy(Object part, @Nullable Object began) {
    P pool = ownerOf(part);
    if (pool != null) {
      created(pool, began);
    }
  }

  /** A part of a pool could not open a connection for it. */
  public final void notCreatedBy(Object part, @Nullable Object began) {
    P pool = ownerOf(part);
    if (pool != null) {
      notCreated(pool, began);
    }
  }

  /** The pool was closed. */
  public final void closes(P pool) {
    Known known = pools.get(pool);
    if (known != null) {
      pools.remove(pool);
      sources.remove(known.watched());
    }
  }

  /** The pool was made, or met for the first time. */
  public final @Nullable WatchedPool watched(P pool) {
    Known known = pools.get(pool);
    return known != null ? known.watched() : add(pool);
  }

  /** Whether the pool was met before. */
  protected final boolean knows(P pool) {
    return pools.get(pool) != null;
  }

  private synchronized @Nullable WatchedPool add(P pool) {
    Known known = pools.get(pool);
    if (known != null) {
      return known.watched();
    }
    PoolSource source = sourceOf(pool);
    WatchedPool watched = sources.add(kind, nameOf(pool), source);
    if (watched != null && !pools.put(pool, new Known(watched, source))) {
      sources.remove(watched);
      return null;
    }
    return watched;
  }

  private void created(P pool, @Nullable Object began, boolean failed) {
    WatchedPool watched = began == null ? null : watched(pool);
    if (watched == null || !(began instanceof Long from)) {
      return;
    }
    long now = System.nanoTime();
    if (failed) {
      watched.unreachable();
    } else {
      watched.answered(now);
    }
    pipeline.publish(new ConnectionCreated(watched.ref(), now - from, failed));
  }

  /** Pools have no common way to say that the wait was too long. */
  static boolean isTimeout(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      String type = cause.getClass().getSimpleName();
      String message = cause.getMessage();
      if (cause instanceof TimeoutException
          || type.endsWith("TimeoutException")
          || type.equals("PoolExhaustedException")
          || (message != null
              && (message.contains("request timed out after") // HikariCP
                  || message.contains("Timeout waiting for idle") // DBCP
                  || message.contains("acquisition timeout") // Agroal
                  || message.contains("Connection Pool are in use")))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
