package io.mcpmonitor.benchmarks.server;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Does nothing: shows what the JVM itself takes for having an agent. */
public final class EmptyAgent {
  private EmptyAgent() {}

  /** Called by the JVM. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {}
}
