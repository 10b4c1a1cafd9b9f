package io.mcpmonitor;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The ways into the agent: at start, into a running process, and from the command line. */
public final class McpMonitorAgent {
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private McpMonitorAgent() {}

  /** Called by the JVM before the application's main method. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, false);
  }

  /** Called by the JVM when the agent is loaded into a running process. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, true);
  }

  /** The command line. */
  public static void main(String[] arguments) throws Exception {
    File jar = ownJar();
    try {
      isolated(jar, "io.mcpmonitor.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception) {
        throw (Exception) e.getCause();
      }
      throw e;
    }
  }

  private static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
    if (!STARTED.compareAndSet(false, true)) {
      System.err.println("[mcp-monitor] this process is already monitored");
      return;
    }
    try {
      File jar = ownJar();
      isolated(jar, "io.mcpmonitor.agent.AgentMain")
          .getMethod("start", String.class, Instrumentation.class, boolean.class, File.class)
          .invoke(null, arguments, instrumentation, attached, jar);
    } catch (Throwable failure) {
      Throwable cause =
          failure instanceof InvocationTargetException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      System.err.println("[mcp-monitor] not started, the application runs unmonitored: " + cause);
    }
  }

  private static Class<?> isolated(File jar, String className) throws Exception {
    return new AgentClassLoader(new JarFile(jar)).loadClass(className);
  }

  private static File ownJar() throws Exception {
    return new File(
        McpMonitorAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
