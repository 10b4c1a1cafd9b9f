package io.mcpmonitor.alert;

import io.mcpmonitor.support.AgentLog;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The channel that is always there: one line for each alert that fires or is resolved, {@value
 * #MAX_LINES} in a minute at most. What was left out is counted in the next line.
 */
public final class AlertLog {
  static final int MAX_LINES = 20;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Consumer<String> lines;
  private final LongSupplier nanoTime;
  private long minuteBegan;
  private int said;
  private int leftOut;

  public AlertLog() {
    this(AgentLog::info, System::nanoTime);
  }

  AlertLog(Consumer<String> lines, LongSupplier nanoTime) {
    this.lines = lines;
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /** Says what has changed. */
  public synchronized void say(List<Alert> changes) {
    for (Alert alert : changes) {
      long now = nanoTime.getAsLong();
      if (now - minuteBegan > MINUTE_NANOS) {
        minuteBegan = now;
        said = 0;
      }
      if (said >= MAX_LINES) {
        leftOut++;
        continue;
      }
      said++;
      lines.accept(text(alert) + (leftOut == 0 ? "" : " (" + leftOut + " alerts left out)"));
      leftOut = 0;
    }
  }

  private static String text(Alert alert) {
    String severity = alert.severity().name().toLowerCase(Locale.ROOT);
    String what = alert.rule() + " " + alert.subject() + ": " + alert.message();
    return alert.until() == null
        ? "alert (" + severity + ") " + what
        : "alert resolved: " + alert.rule() + " " + alert.subject();
  }
}
