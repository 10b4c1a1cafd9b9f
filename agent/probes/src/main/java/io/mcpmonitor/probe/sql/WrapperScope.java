package io.mcpmonitor.probe.sql;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.SqlCall.Kind;
import io.mcpmonitor.sql.SqlDialect;
import org.jspecify.annotations.Nullable;

/** What passes the wrappers of pools in one application, whatever the drivers behind them. */
final class WrapperScope extends StatementScope {
  WrapperScope(ProbeContext context) {
    super(context.pipeline().statements());
  }

  @Override
  @Nullable Object begins(Kind kind, Object used, @Nullable String sql) {
    return statements.wrapperBegins(kind, used, sql, preparedTexts);
  }

  @Override
  @Nullable Object beginsPrepared(Kind kind, Object statement, @Nullable String sql) {
    return statements.wrapperBegins(kind, statement, sql, preparedTexts);
  }

  @Override
  void prepared(Object connection, @Nullable Object statement, @Nullable String sql) {
    if (statement != null && sql != null && statements.isWrapperAsked(connection)) {
      preparedTexts.put(statement, statements.text(SqlDialect.OTHER, sql));
    }
  }

  @Override
  void ends(@Nullable Object begun) {
    statements.wrapperEnds(begun);
  }

  @Override
  void fails(@Nullable Object begun, Throwable thrown) {
    statements.wrapperFails(begun, thrown);
  }
}
