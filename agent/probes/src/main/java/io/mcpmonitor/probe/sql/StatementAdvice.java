package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlCall.Kind;
import org.jspecify.annotations.Nullable;

/** The methods that all statements and connections share. */
abstract class StatementAdvice<S extends StatementScope> {
  final S scope;

  StatementAdvice(S scope) {
    this.scope = scope;
  }

  @Nullable Object statement(Object statement, @Nullable String sql) {
    return scope.begins(Kind.STATEMENT, statement, sql);
  }

  /** Of a statement that was prepared, or not. */
  @Nullable Object batch(Object statement) {
    return scope.beginsPrepared(Kind.BATCH, statement, null);
  }

  @Nullable Object prepared(Object statement) {
    return scope.beginsPrepared(Kind.STATEMENT, statement, null);
  }

  void remember(
      @Nullable Object made, @Nullable Object state, Object connection, @Nullable String sql) {
    scope.prepared(connection, made, sql);
  }

  @Nullable Object commit(Object connection) {
    return scope.begins(Kind.COMMIT, connection, null);
  }

  @Nullable Object rollback(Object connection) {
    return scope.begins(Kind.ROLLBACK, connection, null);
  }

  void queried(@Nullable Object result, @Nullable Object begun) {
    scope.ends(begun);
  }

  /** Without a result, the rows that came are keys of new rows. */
  void executed(boolean hasResult, @Nullable Object begun) {
    if (hasResult) {
      scope.ends(begun);
    } else {
      scope.endsWith(begun, SqlCall.UNKNOWN_ROWS);
    }
  }

  void updated(int rows, @Nullable Object begun) {
    scope.endsWith(begun, rows);
  }

  void updatedMany(long rows, @Nullable Object begun) {
    scope.endsWith(begun, rows);
  }

  void batched(int[] rows, @Nullable Object begun) {
    long sum = 0;
    for (int changed : rows) {
      sum += Math.max(0, changed);
    }
    scope.batchEnds(begun, rows.length, sum);
  }

  void batchedMany(long[] rows, @Nullable Object begun) {
    long sum = 0;
    for (long changed : rows) {
      sum += Math.max(0, changed);
    }
    scope.batchEnds(begun, rows.length, sum);
  }

  void done(@Nullable Object begun) {
    scope.ends(begun);
  }

  void fails(Throwable thrown, @Nullable Object begun) {
    scope.fails(begun, thrown);
  }
}
