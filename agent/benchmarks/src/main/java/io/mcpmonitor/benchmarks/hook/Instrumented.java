package io.mcpmonitor.benchmarks.hook;

import java.lang.instrument.Instrumentation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An agent that hands its instrumentation to whoever asks in the same JVM. */
public final class Instrumented {
  private static volatile @Nullable Instrumentation instrumentation;

  private Instrumented() {}

  /** Called by the JVM. */
  public static void premain(@Nullable String arguments, Instrumentation given) {
    instrumentation = given;
  }

  static Instrumentation instrumentation() {
    return Objects.requireNonNull(instrumentation, "started without -javaagent");
  }
}
