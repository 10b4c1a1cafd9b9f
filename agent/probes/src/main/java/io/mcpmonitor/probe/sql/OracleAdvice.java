package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlCall.Kind;
import io.mcpmonitor.pipeline.SqlDialect;
import org.jspecify.annotations.Nullable;

/** Statements, batches, commits and rollbacks of Oracle. */
final class OracleAdvice {
  private final SqlScope scope;

  OracleAdvice(SqlScope scope) {
    this.scope = scope;
  }

  @Nullable Object statement(Object statement, @Nullable String sql) {
    return scope.begins(SqlDialect.ORACLE, Kind.STATEMENT, sql);
  }

  @Nullable Object prepared(Object statement) {
    return scope.beginsPrepared(SqlDialect.ORACLE, Kind.STATEMENT, statement, null);
  }

  @Nullable Object preparedBatch(Object statement) {
    return scope.beginsPrepared(SqlDialect.ORACLE, Kind.BATCH, statement, null);
  }

  @Nullable Object batch(Object statement) {
    return scope.begins(SqlDialect.ORACLE, Kind.BATCH, null);
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
    return scope.begins(SqlDialect.ORACLE, Kind.COMMIT, null);
  }

  @Nullable Object rollback() {
    return scope.begins(SqlDialect.ORACLE, Kind.ROLLBACK, null);
  }

  void remember(
      @Nullable Object made, @Nullable Object state, Object connection, @Nullable String sql) {
    scope.prepared(SqlDialect.ORACLE, made, sql);
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
