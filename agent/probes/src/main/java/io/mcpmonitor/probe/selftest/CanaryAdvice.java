package io.mcpmonitor.probe.selftest;

import org.jspecify.annotations.Nullable;

/** Makes the canary sing. */
final class CanaryAdvice {
  CanaryAdvice(SelfTestScope scope) {}

  Object sings(@Nullable Object returned) {
    return "song";
  }
}
