package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.sql.DatabaseTable;
import io.mcpmonitor.sql.Jdbc;
import io.mcpmonitor.sql.PreparedTexts;
import io.mcpmonitor.sql.SqlDialect;
import io.mcpmonitor.sql.SqlTexts;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.Drops;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What all probes of databases share. A driver may execute a statement by others of its own: only
 * the outermost one on each thread counts. A pool's wrapper around it counts only where no probe
 * sees the driver.
 */
public final class Statements {
  private final Pipeline pipeline;
  private final SqlTexts texts = new SqlTexts();
  private final DatabaseTable databases;

  /** What a thread is doing. */
  private static final class Here {
    /** What happens meanwhile is a part of what is counted, or nobody's. */
    boolean busy;

    /** What the driver executes; null while it executes nothing that counts. */
    @Nullable SqlCall current;

    /** How many pools look for a connection: they may try one with a statement. */
    int looking;

    boolean inWrapper;

    /** What counts if no probe sees the driver. */
    @Nullable SqlCall candidate;

    /** The pool of what is executed; only while it is. */
    @Nullable WatchedPool pool;
  }

  private static final class OfThread extends ThreadLocal<Here> {
    @Override
    protected Here initialValue() {
      return new Here();
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one for each agent
  private final ThreadLocal<Here> threads = new OfThread();

  Statements(Pipeline pipeline, Drops drops) {
    this.pipeline = pipeline;
    this.databases = new DatabaseTable(drops);
  }

  /** A statement without its literals; remembered. */
  public SqlText text(SqlDialect dialect, String raw) {
    return texts.of(raw, dialect);
  }

  /**
   * A driver begins to ask its database, on the current thread.
   *
   * @param used the statement or connection of the driver
   * @param text what is executed; null when unknown
   * @return to be handed to {@link #ends} or {@link #fails}; null when it does not count
   */
  public @Nullable SqlCall begins(
      SqlDialect dialect, SqlCall.Kind kind, Object used, @Nullable SqlText text) {
    Here here = threads.get();
    if (here.busy || here.looking > 0 || AgentThreads.isOwn()) {
      return null;
    }
    if (text != null && text.query().isEmpty()) {
      return null; // a driver asks for a sign of life
    }
    here.busy = true; // the driver may ask itself for its URL
    try {
      WatchedPool pool = here.pool;
      if (!here.inWrapper) {
        pool = pipeline.sources().poolWithoutWrapper();
        here.pool = pool;
      } else if (pool != null) {
        pool.driverIsWatched();
      }
      here.candidate = null;
      here.current = begin(databases.of(dialect, used), kind, text, pool);
    } finally {
      here.busy = here.current != null;
    }
    return here.current;
  }

  private SqlCall begin(
      DatabaseRef database, SqlCall.Kind kind, @Nullable SqlText text, @Nullable WatchedPool pool) {
    SqlCall call = new SqlCall(database, kind, text, System.nanoTime());
    if (pool != null) {
      call.pool(pool.ref());
    }
    pipeline.begin(call);
    return call;
  }

  /**
   * A pool's wrapper of a statement or connection begins to execute something.
   *
   * @param used the wrapper
   * @param sql what is executed; null when unknown, and for what was prepared
   * @param prepared what was prepared
   * @return to be handed to {@link #wrapperEnds} or {@link #wrapperFails}
   */
  public @Nullable Object wrapperBegins(
      SqlCall.Kind kind, Object used, @Nullable String sql, PreparedTexts prepared) {
    Here here = threads.get();
    if (here.inWrapper || here.busy || here.looking > 0 || AgentThreads.isOwn()) {
      return null;
    }
    WatchedPool pool = poolOf(used);
    if (pool != null) {
      pool.wrapperIsWatched();
    }
    Object begun = here;
    if (pool == null || !pool.isDriverWatched()) {
      SqlText text = sql == null ? prepared.of(used) : texts.of(sql, SqlDialect.OTHER);
      DatabaseRef database = pool == null ? databases.of(null) : pool.database(databases);
      here.candidate = begin(database, kind, text, pool);
      begun = here.candidate;
    }
    here.pool = pool;
    here.inWrapper = true;
    return begun;
  }

  /** Whether nobody but the pool's wrapper can tell what was prepared by this wrapper. */
  public boolean isWrapperAsked(Object used) {
    Here here = threads.get();
    if (here.busy || here.looking > 0) {
      return false;
    }
    WatchedPool pool = poolOf(used);
    return pool == null || !pool.isDriverWatched();
  }

  private @Nullable WatchedPool poolOf(Object used) {
    if (used instanceof Proxy) {
      return pipeline
          .sources()
          .poolOf(0); // to ask it would be slow, and its pool has no name for it
    }
    Connection connection = Jdbc.connectionOf(used);
    return connection == null
        ? null
        : pipeline.sources().poolOf(System.identityHashCode(connection));
  }

  /**
   * The current thread begins to ask whether a connection works: the statements that a driver needs
   * for it are nobody's.
   *
   * @return to be handed to {@link #checked}; null when it changes nothing
   */
  public @Nullable Object checks() {
    Here here = threads.get();
    if (here.busy) {
      return null;
    }
    here.busy = true;
    return here;
  }

  /** The connection was asked. */
  public void checked(@Nullable Object begun) {
    if (begun instanceof Here here) {
      here.busy = false;
    }
  }

  /** A pool begins to look for a connection on this thread. */
  void looks() {
    threads.get().looking++;
  }

  /** The pool has found a connection, or none. */
  void looked() {
    Here here = threads.get();
    here.looking = Math.max(0, here.looking - 1);
  }

  /** What the driver executes on this thread has brought rows. */
  public void returns(long rows) {
    SqlCall current = threads.get().current;
    if (current != null) {
      current.returns(rows);
    }
  }

  /** The database has answered. */
  public void ends(@Nullable Object begun) {
    if (begun instanceof SqlCall call) {
      end(call, leaveDriver(threads.get()));
    }
  }

  /** The database has answered to a wrapper. */
  public void wrapperEnds(@Nullable Object begun) {
    if (begun != null) {
      Here here = threads.get();
      WatchedPool pool = here.pool;
      boolean counts = begun.equals(here.candidate);
      leaveWrapper(here);
      if (counts && begun instanceof SqlCall call) {
        end(call, pool);
      }
    }
  }

  private static @Nullable WatchedPool leaveDriver(Here here) {
    WatchedPool pool = here.pool;
    here.busy = false;
    here.current = null;
    if (!here.inWrapper) {
      here.pool = null;
    }
    return pool;
  }

  private static void leaveWrapper(Here here) {
    here.inWrapper = false;
    here.candidate = null;
    here.pool = null;
  }

  private void end(SqlCall call, @Nullable WatchedPool pool) {
    long now = System.nanoTime();
    if (call.answered(now)) {
      if (pool != null && call.kind() == SqlCall.Kind.STATEMENT) {
        pool.answered(now, now - call.beginNanos());
      }
      pipeline.publish(call);
    }
  }

  /** An exception is thrown instead of an answer. */
  public void fails(@Nullable Object begun, Throwable thrown) {
    if (begun instanceof SqlCall call) {
      fail(call, leaveDriver(threads.get()), thrown);
    }
  }

  /** An exception is thrown to a wrapper instead of an answer. */
  public void wrapperFails(@Nullable Object begun, Throwable thrown) {
    if (begun != null) {
      Here here = threads.get();
      WatchedPool pool = here.pool;
      boolean counts = begun.equals(here.candidate);
      leaveWrapper(here);
      if (counts && begun instanceof SqlCall call) {
        fail(call, pool, thrown);
      }
    }
  }

  private void fail(SqlCall call, @Nullable WatchedPool pool, Throwable thrown) {
    String state = Jdbc.stateOf(thrown);
    if (call.failed(state, thrown.getClass().getName(), System.nanoTime())) {
      if (pool != null && state != null && isConnectionLost(state)) {
        pool.unreachable();
      }
      pipeline.publish(call);
    }
  }

  /** Class 08: connection exception; 57P: PostgreSQL is shutting down, or up. */
  private static boolean isConnectionLost(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }
}
