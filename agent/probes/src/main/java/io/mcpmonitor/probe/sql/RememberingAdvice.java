package io.mcpmonitor.probe.sql;

/** Drivers whose statements keep to themselves what they know. */
final class RememberingAdvice extends DriverAdvice {
  RememberingAdvice(SqlScope scope) {
    super(scope);
  }
}
