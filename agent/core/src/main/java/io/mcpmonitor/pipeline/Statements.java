package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.support.AgentThreads;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What all probes of databases share. A driver may execute a statement by others of its own, and a
 * wrapper by those of the driver: only the outermost one on each thread counts.
 */
public final class Statements {
  private final Pipeline pipeline;
  private final SqlTexts texts = new SqlTexts();

  private static final class Here {
    boolean busy;
  }

  private static final class OfThread extends ThreadLocal<Here> {
    @Override
    protected Here initialValue() {
      return new Here();
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one for each agent
  private final ThreadLocal<Here> threads = new OfThread();

  Statements(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** A statement without its literals; remembered. */
  public SqlText text(SqlDialect dialect, String raw) {
    return texts.of(raw, dialect);
  }

  /**
   * The current thread begins to ask a database.
   *
   * @param text what is executed; null when unknown
   * @return to be handed to {@link #ends} or {@link #fails}; null when it does not count
   */
  public @Nullable SqlCall begins(SqlDialect dialect, SqlCall.Kind kind, @Nullable SqlText text) {
    Here here = threads.get();
    if (here.busy || AgentThreads.isOwn()) {
      return null;
    }
    if (text != null && text.query().isEmpty()) {
      return null; // a driver asks for a sign of life
    }
    here.busy = true;
    SqlCall call = new SqlCall(dialect.system(), kind, text, System.nanoTime());
    pipeline.begin(call);
    return call;
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

  /**
   * The database has answered.
   *
   * @param rows rows changed, or {@link SqlCall#UNKNOWN_ROWS}
   */
  public void ends(@Nullable Object begun, long rows) {
    if (!(begun instanceof SqlCall call)) {
      return;
    }
    threads.get().busy = false;
    long now = System.nanoTime();
    if (call.answered(rows, now)) {
      WatchedPool pool = pipeline.sources().poolHere();
      if (pool != null) {
        call.pool(pool.ref());
        if (call.kind() == SqlCall.Kind.STATEMENT) {
          pool.answered(now, now - call.beginNanos());
        }
      }
      pipeline.publish(call);
    }
  }

  /** An exception is thrown instead of an answer. */
  public void fails(@Nullable Object begun, Throwable thrown) {
    if (!(begun instanceof SqlCall call)) {
      return;
    }
    threads.get().busy = false;
    String state = thrown instanceof SQLException e ? e.getSQLState() : null;
    if (call.failed(state, thrown.getClass().getName(), System.nanoTime())) {
      WatchedPool pool = pipeline.sources().poolHere();
      if (pool != null) {
        call.pool(pool.ref());
        if (state != null && isConnectionLost(state)) {
          pool.unreachable();
        }
      }
      pipeline.publish(call);
    }
  }

  /** Class 08: connection exception; 57P: PostgreSQL is shutting down, or up. */
  private static boolean isConnectionLost(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }
}
