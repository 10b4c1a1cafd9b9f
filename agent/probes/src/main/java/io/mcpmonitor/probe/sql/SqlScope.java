package io.mcpmonitor.probe.sql;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.pipeline.SqlDialect;
import io.mcpmonitor.pipeline.Statements;
import org.jspecify.annotations.Nullable;

/**
 * What the probes know of the statements of one application. Where a driver does not keep the text
 * of a prepared statement within reach, it is noted here when the statement is prepared.
 *
 * <p>By its identity hash alone, so that no statement is held and nothing is allocated: each one
 * passes here before it is executed, and takes the place of a statement that used it before. When
 * very many are prepared, some older ones lose their text.
 */
final class SqlScope {
  private static final int PLACES = 8192;

  private final Statements statements;
  private final SqlDialect dialect;
  private final int[] hashes = new int[PLACES];
  private final @Nullable SqlText[] texts = new SqlText[PLACES];

  SqlScope(ProbeContext context) {
    this.statements = context.pipeline().statements();
    this.dialect = SqlProbes.dialect(context.probeId());
  }

  @Nullable Object begins(SqlCall.Kind kind, @Nullable String sql) {
    return statements.begins(dialect, kind, sql == null ? null : statements.text(dialect, sql));
  }

  @Nullable Object beginsPrepared(SqlCall.Kind kind, Object statement, @Nullable Object sql) {
    SqlText text =
        sql instanceof String known ? statements.text(dialect, known) : textOf(statement);
    return statements.begins(dialect, kind, text);
  }

  @Nullable Object checks() {
    return statements.checks();
  }

  void checked(@Nullable Object begun) {
    statements.checked(begun);
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
  void prepared(@Nullable Object statement, @Nullable String sql) {
    if (statement == null || sql == null) {
      return;
    }
    int hash = System.identityHashCode(statement);
    int place = hash & (PLACES - 1);
    hashes[place] = hash;
    texts[place] = statements.text(dialect, sql);
  }

  private @Nullable SqlText textOf(Object statement) {
    int hash = System.identityHashCode(statement);
    int place = hash & (PLACES - 1);
    return hashes[place] == hash ? texts[place] : null;
  }
}
