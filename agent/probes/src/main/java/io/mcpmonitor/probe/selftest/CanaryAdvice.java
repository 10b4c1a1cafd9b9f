package io.mcpmonitor.probe.selftest;

/** Makes the canary sing. */
final class CanaryAdvice {
  CanaryAdvice(SelfTestScope scope) {}

  boolean sings(boolean returned) {
    return true;
  }
}
