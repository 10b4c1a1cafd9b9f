package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall.Kind;
import org.jspecify.annotations.Nullable;

/** Drivers whose prepared statements do not keep their text within reach. */
final class RememberingAdvice extends StatementAdvice {
  RememberingAdvice(SqlScope scope) {
    super(scope);
  }

  @Nullable Object prepared(Object statement) {
    return scope.beginsPrepared(Kind.STATEMENT, statement, null);
  }

  @Nullable Object preparedBatch(Object statement) {
    return scope.beginsPrepared(Kind.BATCH, statement, null);
  }

  void remember(
      @Nullable Object made, @Nullable Object state, Object connection, @Nullable String sql) {
    scope.prepared(made, sql);
  }
}
