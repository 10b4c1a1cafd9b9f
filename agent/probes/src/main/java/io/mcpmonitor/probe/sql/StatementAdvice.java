package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlCall.Kind;
import org.jspecify.annotations.Nullable;

/** Statements, batches, commits and rollbacks; drivers differ in where a prepared text is. */
abstract class StatementAdvice {
  final SqlScope scope;

  StatementAdvice(SqlScope scope) {
    this.scope = scope;
  }

  @Nullable Object statement(Object statement, @Nullable String sql) {
    return scope.begins(Kind.STATEMENT, sql);
  }

  @Nullable Object batch(Object statement) {
    return scope.begins(Kind.BATCH, null);
  }

  @Nullable Object checks() {
    return scope.checks();
  }

  void checked(boolean valid, @Nullable Object begun) {
    scope.checked(begun);
  }

  void notChecked(Throwable thrown, @Nullable Object begun) {
    scope.checked(begun);
  }

  @Nullable Object commit() {
    return scope.begins(Kind.COMMIT, null);
  }

  @Nullable Object rollback() {
    return scope.begins(Kind.ROLLBACK, null);
  }

  void queried(@Nullable Object result, @Nullable Object begun) {
    scope.ends(begun, SqlCall.UNKNOWN_ROWS);
  }

  void executed(boolean hasResult, @Nullable Object begun) {
    scope.ends(begun, SqlCall.UNKNOWN_ROWS);
  }

  void updated(int rows, @Nullable Object begun) {
    scope.ends(begun, rows);
  }

  void updatedMany(long rows, @Nullable Object begun) {
    scope.ends(begun, rows);
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
    scope.ends(begun, SqlCall.UNKNOWN_ROWS);
  }

  void fails(Throwable thrown, @Nullable Object begun) {
    scope.fails(begun, thrown);
  }
}
