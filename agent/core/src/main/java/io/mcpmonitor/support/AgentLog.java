package io.mcpmonitor.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says to people, one line each: on stderr, never on stdout, without a logging
 * library (the application may want to configure those first).
 */
public final class AgentLog {
  private static final String PREFIX = "[mcp-monitor] ";
  private static final int MAX_ONCE = 200;
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private AgentLog() {}

  /** A line that every user should see. */
  public static void info(String message) {
    line(message, null);
  }

  /** Something does not work as asked. */
  public static void warn(String message) {
    line("warning: " + message, null);
  }

  /** Something does not work as asked, and why. */
  public static void warn(String message, Throwable cause) {
    line("warning: " + message, cause);
  }

  /** Like {@link #warn(String, Throwable)}, but each message and kind of cause only once. */
  public static void warnOnce(String message, @Nullable Throwable cause) {
    String kind = cause == null ? "" : cause.getClass().getName();
    if (SAID.size() < MAX_ONCE && SAID.add(message + kind)) {
      line("warning: " + message, cause);
    }
  }

  private static void line(String message, @Nullable Throwable cause) {
    StringBuilder text = new StringBuilder(PREFIX).append(message);
    for (Throwable t = cause; t != null && text.length() < 1000; t = t.getCause()) {
      text.append(": ").append(t);
    }
    System.err.println(text.toString().replace('\n', ' ').replace('\r', ' '));
  }
}
