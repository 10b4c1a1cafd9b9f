package io.mcpmonitor.support.jul;

import io.mcpmonitor.support.AgentLog;
import org.jspecify.annotations.Nullable;

/** What a bundled library logs: warnings and worse are said once, the rest is dropped. */
public final class Logger {
  private static final Logger ONLY = new Logger();

  private Logger() {}

  /** The one logger, whatever its name. */
  public static Logger getLogger(String name) {
    return ONLY;
  }

  public boolean isLoggable(Level level) {
    return level.compareTo(Level.WARNING) >= 0;
  }

  public void log(Level level, String message) {
    log(level, message, (Throwable) null);
  }

  public void log(Level level, String message, @Nullable Throwable cause) {
    if (isLoggable(level)) {
      AgentLog.warnOnce(message, cause);
    }
  }

  /** With values in the places {@code {0}}, {@code {1}} and so on. */
  public void log(Level level, String message, Object[] values) {
    if (isLoggable(level)) {
      String text = message;
      for (int i = 0; i < values.length; i++) {
        text = text.replace("{" + i + "}", String.valueOf(values[i]));
      }
      log(level, text);
    }
  }

  public void fine(String message) {
    log(Level.FINE, message);
  }

  public void info(String message) {
    log(Level.INFO, message);
  }

  public void warning(String message) {
    log(Level.WARNING, message);
  }
}
