package io.mcpmonitor.probe.sql;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.SqlCall.Kind;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.sql.SqlDialect;
import org.jspecify.annotations.Nullable;

/** What one driver executes in one application. */
final class SqlScope extends StatementScope {
  private final SqlDialect dialect;

  SqlScope(ProbeContext context) {
    super(context.pipeline().statements());
    this.dialect = SqlProbes.dialect(context.probeId());
  }

  @Override
  @Nullable Object begins(Kind kind, Object used, @Nullable String sql) {
    SqlText text = sql == null ? null : statements.text(dialect, sql);
    return statements.begins(dialect, kind, used, text);
  }

  @Override
  @Nullable Object beginsPrepared(Kind kind, Object statement, @Nullable String sql) {
    SqlText text = sql == null ? preparedTexts.of(statement) : statements.text(dialect, sql);
    return statements.begins(dialect, kind, statement, text);
  }

  @Override
  void prepared(Object connection, @Nullable Object statement, @Nullable String sql) {
    if (statement != null && sql != null) {
      preparedTexts.put(statement, statements.text(dialect, sql));
    }
  }

  /** A result has its rows at once; negative where it has not. */
  void returns(long rows) {
    if (rows >= 0) {
      statements.returns(rows);
    }
  }

  @Nullable Object checks() {
    return statements.checks();
  }

  void checked(@Nullable Object begun) {
    statements.checked(begun);
  }

  @Override
  void ends(@Nullable Object begun) {
    statements.ends(begun);
  }

  @Override
  void fails(@Nullable Object begun, Throwable thrown) {
    statements.fails(begun, thrown);
  }
}
