package io.mcpmonitor.probe.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** MySQL: rows that do not come one by one are there when their result is made. */
final class MysqlAdvice extends DriverAdvice {
  MysqlAdvice(SqlScope scope) {
    super(scope);
  }

  void rows(@Nullable Object state, Object result, List<?> rows) {
    scope.returns(rows.size());
  }
}
