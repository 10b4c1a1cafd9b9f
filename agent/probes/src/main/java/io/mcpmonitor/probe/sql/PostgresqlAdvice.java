package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.CachedQuery;

/** PostgreSQL. */
final class PostgresqlAdvice extends DriverAdvice {
  PostgresqlAdvice(SqlScope scope) {
    super(scope);
  }

  @Nullable Object preparedWith(Object statement, @Nullable CachedQuery query) {
    return scope.beginsPrepared(Kind.STATEMENT, statement, sql(query));
  }

  @Nullable Object preparedBatchWith(Object statement, @Nullable CachedQuery query) {
    return scope.beginsPrepared(Kind.BATCH, statement, sql(query));
  }

  /** With a cursor, most rows are still in the database. */
  void rows(Object handler, Object query, Object fields, List<?> tuples, @Nullable Object cursor) {
    scope.returns(cursor == null ? tuples.size() : -1);
  }

  private static @Nullable String sql(@Nullable CachedQuery query) {
    return query == null ? null : query.query.getNativeSql();
  }
}
