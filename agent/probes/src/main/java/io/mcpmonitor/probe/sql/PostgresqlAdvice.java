package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall.Kind;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.CachedQuery;

/** PostgreSQL. */
final class PostgresqlAdvice extends StatementAdvice {
  PostgresqlAdvice(SqlScope scope) {
    super(scope);
  }

  @Nullable Object prepared(Object statement, @Nullable CachedQuery query) {
    return scope.beginsPrepared(Kind.STATEMENT, statement, sql(query));
  }

  @Nullable Object preparedBatch(Object statement, @Nullable CachedQuery query) {
    return scope.beginsPrepared(Kind.BATCH, statement, sql(query));
  }

  private static @Nullable String sql(@Nullable CachedQuery query) {
    return query == null ? null : query.query.getNativeSql();
  }
}
