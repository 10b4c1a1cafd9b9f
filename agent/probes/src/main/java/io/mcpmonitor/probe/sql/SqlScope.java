package io.mcpmonitor.probe.sql;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.pipeline.SqlDialect;
import io.mcpmonitor.pipeline.Statements;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the probes know of the statements of one application. Most drivers keep the text of a
 * prepared statement where advice can read it; for the others it is noted here when the statement
 * is prepared, in a table of fixed size that forgets some when there are very many.
 */
final class SqlScope {
  private static final int PLACES = 4096;
  private static final int TRIES = 8;

  private final Statements statements;
  private final AtomicReferenceArray<@Nullable Prepared> prepared =
      new AtomicReferenceArray<>(PLACES);

  private static final class Prepared extends WeakReference<Object> {
    final SqlText text;

    Prepared(Object statement, SqlText text) {
      super(statement);
      this.text = text;
    }
  }

  SqlScope(ProbeContext context) {
    this.statements = context.pipeline().statements();
  }

  @Nullable Object begins(SqlDialect dialect, SqlCall.Kind kind, @Nullable String sql) {
    return statements.begins(dialect, kind, sql == null ? null : statements.text(dialect, sql));
  }

  @Nullable Object beginsPrepared(
      SqlDialect dialect, SqlCall.Kind kind, Object statement, @Nullable Object sql) {
    SqlText text =
        sql instanceof String known ? statements.text(dialect, known) : textOf(statement);
    return statements.begins(dialect, kind, text);
  }

  void ends(@Nullable Object begun, long rows) {
    statements.ends(begun, rows);
  }

  void batchEnds(@Nullable Object begun, int size, long rows) {
    if (begun instanceof SqlCall call) {
      call.batchSize(size);
    }
    statements.ends(begun, rows);
  }

  void fails(@Nullable Object begun, Throwable thrown) {
    statements.fails(begun, thrown);
  }

  /** Notes the text of a statement that was prepared. */
  void prepared(SqlDialect dialect, @Nullable Object statement, @Nullable String sql) {
    if (statement == null || sql == null) {
      return;
    }
    Prepared entry = new Prepared(statement, statements.text(dialect, sql));
    int home = System.identityHashCode(statement);
    for (int i = 0; i < TRIES; i++) {
      int place = (home + i) & (PLACES - 1);
      Prepared other = prepared.get(place);
      if (other == null || other.refersTo(null)) {
        prepared.set(place, entry);
        return;
      }
    }
    prepared.set(home & (PLACES - 1), entry);
  }

  private @Nullable SqlText textOf(Object statement) {
    int home = System.identityHashCode(statement);
    for (int i = 0; i < TRIES; i++) {
      Prepared entry = prepared.get((home + i) & (PLACES - 1));
      if (entry != null && entry.refersTo(statement)) {
        return entry.text;
      }
    }
    return null;
  }
}
