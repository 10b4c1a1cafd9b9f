package io.mcpmonitor.probe.slf4j;

import org.jspecify.annotations.Nullable;

/** The first logger of an application: its existence makes the scope, which does all the rest. */
final class LoggerAdvice {
  LoggerAdvice(MdcScope scope) {}

  @Nullable Object logs() {
    return null;
  }
}
