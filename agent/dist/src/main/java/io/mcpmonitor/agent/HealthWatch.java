package io.mcpmonitor.agent;

import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.output.otlp.AgentEvents;
import io.mcpmonitor.state.ProbeStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an event of each change in health, and of each probe that is switched off. */
final class HealthWatch {
  private final AgentEvents events;
  private final Set<String> switchedOff = new HashSet<>();
  private HealthReport.@Nullable Status last;

  HealthWatch(AgentEvents events) {
    this.events = events;
  }

  void look(HealthReport report, List<ProbeStatus> probes) {
    HealthReport.Status before = last;
    if (report.status() != before) {
      last = report.status();
      events.healthChanged(
          before == null ? null : word(before), word(report.status()), wrong(report));
    }
    for (ProbeStatus probe : probes) {
      if (probe.status() == ProbeStatus.Status.FAILED && switchedOff.add(probe.id())) {
        events.probeSwitchedOff(probe.id(), probe.reason());
      }
    }
  }

  private static String word(HealthReport.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String wrong(HealthReport report) {
    StringBuilder words = new StringBuilder();
    report
        .checks()
        .forEach(
            (name, check) -> {
              if (check.status() == CheckStatus.WARN || check.status() == CheckStatus.FAIL) {
                words.append(words.isEmpty() ? "" : "; ").append(name).append(": ");
                words.append(check.message());
              }
            });
    return words.toString();
  }
}
