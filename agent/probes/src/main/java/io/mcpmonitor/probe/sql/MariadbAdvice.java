package io.mcpmonitor.probe.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.client.result.Result;

/** MariaDB: a complete result has all its rows when it is made, and tells nobody how many. */
final class MariadbAdvice extends DriverAdvice {
  private final @Nullable MethodHandle size;

  MariadbAdvice(SqlScope scope) {
    super(scope);
    this.size = size();
  }

  void rows(@Nullable Object state, Result result) throws Throwable {
    if (size != null) {
      scope.returns((int) size.invokeExact(result));
    }
  }

  private static @Nullable MethodHandle size() {
    try {
      return MethodHandles.privateLookupIn(Result.class, MethodHandles.lookup())
          .findGetter(Result.class, "dataSize", int.class);
    } catch (ReflectiveOperationException e) {
      return null; // a version that keeps it elsewhere
    }
  }
}
