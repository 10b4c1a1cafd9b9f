package io.mcpmonitor.probe.sql;

import org.jspecify.annotations.Nullable;

/** What drivers have in common. */
abstract class DriverAdvice extends StatementAdvice<SqlScope> {
  DriverAdvice(SqlScope scope) {
    super(scope);
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
}
