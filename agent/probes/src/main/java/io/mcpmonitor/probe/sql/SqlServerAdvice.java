package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall.Kind;
import org.jspecify.annotations.Nullable;

/** SQL Server. */
final class SqlServerAdvice extends StatementAdvice {
  SqlServerAdvice(SqlScope scope) {
    super(scope);
  }

  @Nullable Object prepared(Object statement, @Nullable Object sql) {
    return scope.beginsPrepared(Kind.STATEMENT, statement, sql);
  }

  @Nullable Object preparedBatch(Object statement, @Nullable Object sql) {
    return scope.beginsPrepared(Kind.BATCH, statement, sql);
  }
}
