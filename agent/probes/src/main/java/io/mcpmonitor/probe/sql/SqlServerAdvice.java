package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall.Kind;
import org.jspecify.annotations.Nullable;

/** SQL Server. */
final class SqlServerAdvice extends DriverAdvice {
  SqlServerAdvice(SqlScope scope) {
    super(scope);
  }

  @Nullable Object preparedWith(Object statement, @Nullable Object sql) {
    return scope.beginsPrepared(Kind.STATEMENT, statement, sql instanceof String s ? s : null);
  }

  @Nullable Object preparedBatchWith(Object statement, @Nullable Object sql) {
    return scope.beginsPrepared(Kind.BATCH, statement, sql instanceof String s ? s : null);
  }
}
