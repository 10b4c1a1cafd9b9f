package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall.Kind;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Wrappers that are proxies of the JDK: one method handles whatever is called. */
final class HandlerAdvice {
  private final WrapperScope scope;

  HandlerAdvice(WrapperScope scope) {
    this.scope = scope;
  }

  /**
   * A method of a statement.
   *
   * @param sql what was prepared, where the handler knows it
   */
  @Nullable Object statement(
      Object handler,
      @Nullable Object sql,
      Object proxy,
      Method method,
      Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "executeQuery", "execute", "executeUpdate", "executeLargeUpdate" ->
          scope.begins(Kind.STATEMENT, proxy, textOf(sql, arguments));
      case "executeBatch", "executeLargeBatch" ->
          scope.begins(Kind.BATCH, proxy, textOf(sql, null));
      default -> null;
    };
  }

  private static @Nullable String textOf(@Nullable Object sql, Object @Nullable [] arguments) {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
      return text;
    }
    return sql instanceof String text ? text : null;
  }

  void executed(@Nullable Object returned, @Nullable Object begun) {
    if (begun == null) {
      return;
    }
    if (returned instanceof int[] rows) {
      batch(begun, rows);
    } else if (returned instanceof long[] rows) {
      batch(begun, rows);
    } else if (returned instanceof Number rows) {
      scope.endsWith(begun, rows.longValue());
    } else {
      scope.ends(begun);
    }
  }

  private void batch(Object begun, int[] rows) {
    long sum = 0;
    for (int changed : rows) {
      sum += Math.max(0, changed);
    }
    scope.batchEnds(begun, rows.length, sum);
  }

  private void batch(Object begun, long[] rows) {
    long sum = 0;
    for (long changed : rows) {
      sum += Math.max(0, changed);
    }
    scope.batchEnds(begun, rows.length, sum);
  }

  /** A method of a connection. */
  @Nullable Object connection(Object handler, Object proxy, Method method) {
    return switch (method.getName()) {
      case "commit" -> scope.begins(Kind.COMMIT, proxy, null);
      case "rollback" -> scope.begins(Kind.ROLLBACK, proxy, null);
      default -> null;
    };
  }

  void done(
      @Nullable Object returned,
      @Nullable Object begun,
      Object handler,
      Object proxy,
      Method method,
      Object @Nullable [] arguments) {
    if (begun != null) {
      scope.ends(begun);
    } else if (returned != null && method.getName().startsWith("prepare")) {
      scope.prepared(proxy, returned, textOf(null, arguments));
    }
  }

  void fails(Throwable thrown, @Nullable Object begun) {
    scope.fails(begun, thrown);
  }
}
