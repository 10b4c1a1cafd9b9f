package io.mcpmonitor.agent;

import io.mcpmonitor.alert.Alert;
import io.mcpmonitor.alert.AlertLog;
import io.mcpmonitor.alert.Alerts;
import io.mcpmonitor.alert.Severity;
import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.output.otlp.AgentEvents;
import io.mcpmonitor.state.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the alert rules, unless they are switched off, and says what has changed. */
final class AlertWatch {
  private final boolean enabled;
  private final Alerts alerts = new Alerts();
  private final AlertLog log = new AlertLog();

  AlertWatch(boolean enabled) {
    this.enabled = enabled;
  }

  void look(Snapshot snapshot, HealthReport report, @Nullable AgentEvents events) {
    if (enabled) {
      List<Alert> changes = alerts.look(snapshot, report);
      log.say(changes);
      if (events != null) {
        changes.forEach(events::alertChanged);
      }
    }
  }

  Alerts.Report report() {
    return enabled ? alerts.report() : Alerts.Report.NONE;
  }

  /** How many fire, by severity; empty while they are switched off. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    if (enabled) {
      for (Severity severity : Severity.values()) {
        counts.put(severity.name().toLowerCase(Locale.ROOT), alerts.count(severity));
      }
    }
    return counts;
  }
}
