package io.mcpmonitor.probe.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.h2.result.ResultInterface;
import org.jspecify.annotations.Nullable;

/** H2: a result knows its rows when it is made, unless they come one by one. */
final class H2Advice extends DriverAdvice {
  private final @Nullable MethodHandle rows;

  H2Advice(SqlScope scope) {
    super(scope);
    this.rows = rowCount();
  }

  void rows(@Nullable ResultInterface result) throws Throwable {
    if (rows != null && result != null) {
      scope.returns((long) rows.invokeExact(result));
    }
  }

  /** An int before version 2. */
  private static @Nullable MethodHandle rowCount() {
    MethodHandle longs = rowCount(long.class);
    return longs != null ? longs : rowCount(int.class);
  }

  private static @Nullable MethodHandle rowCount(Class<?> type) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(ResultInterface.class, "getRowCount", MethodType.methodType(type))
          .asType(MethodType.methodType(long.class, ResultInterface.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
