package io.mcpmonitor.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hook of ours on a class of ours: if it does not fire, no hook does. */
final class SelfTest {
  static final Probe PROBE =
      new Probe(
          "self-test",
          "whether hooks work on this JVM",
          "mcp-monitor",
          "io.mcpmonitor.probe.selftest",
          "SelfTestScope",
          List.of(),
          List.of(
              Hook.on("io.mcpmonitor.engine.SelfTest$Canary", "sings")
                  .with("CanaryAdvice")
                  .exit("sings")));

  private SelfTest() {}

  /** Null when the hook fired, else what went wrong. */
  static @Nullable String run() {
    try {
      return new Canary().sings() != null ? null : "the hook on our own class did not fire";
    } catch (Throwable failure) {
      return "the hook on our own class failed: " + failure;
    }
  }

  /** Silent unless hooked. */
  static final class Canary {
    @Nullable Object sings() {
      return null;
    }
  }
}
