package io.mcpmonitor.support;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM says of itself. A runtime that was made for one application may lack the modules for
 * it; then the rest is monitored all the same.
 */
public final class Management {
  private static final String JVM = "java.management";
  private static final String SYSTEM = "jdk.management";
  private static final boolean TELLS_OF_JVM = has(JVM);
  private static final boolean TELLS_OF_SYSTEM = has(SYSTEM);

  private Management() {}

  /** Whether memory pools, threads and classes can be asked for. */
  public static boolean tellsOfJvm() {
    return TELLS_OF_JVM;
  }

  /** Whether CPU time, open files and garbage collections can be asked for. */
  public static boolean tellsOfSystem() {
    return TELLS_OF_SYSTEM;
  }

  /** What is not measured, why, and what to do; null when all is. */
  public static @Nullable String gap() {
    if (TELLS_OF_JVM && TELLS_OF_SYSTEM) {
      return null;
    }
    return (TELLS_OF_JVM ? "" : "memory pools, threads, classes, ")
        + "CPU, open files and garbage collections are not measured: this Java runtime has no module "
        + (TELLS_OF_JVM ? SYSTEM : JVM)
        + "; start it with --add-modules "
        + SYSTEM
        + ", or put that into its image";
  }

  /** The id of this process. */
  public static long pid() {
    return TELLS_OF_JVM
        ? ManagementFactory.getRuntimeMXBean().getPid() // loaded already, unlike ProcessHandle
        : ProcessHandle.current().pid();
  }

  /** When this process began, in milliseconds since 1970. */
  public static long startMillis() {
    return TELLS_OF_JVM
        ? ManagementFactory.getRuntimeMXBean().getStartTime()
        : ProcessHandle.current().info().startInstant().orElseGet(Instant::now).toEpochMilli();
  }

  private static boolean has(String module) {
    return ModuleLayer.boot().findModule(module).isPresent();
  }
}
