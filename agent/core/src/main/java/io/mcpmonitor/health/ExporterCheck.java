package io.mcpmonitor.health;

import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.state.ExporterStatus;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether what is recorded reaches the collector. It never makes a process unhealthy. */
final class ExporterCheck {
  private ExporterCheck() {}

  static Check of(List<ExporterStatus> exporters) {
    long exported = 0;
    long failed = 0;
    long dropped = 0;
    List<String> failing = new ArrayList<>();
    for (ExporterStatus exporter : exporters) {
      exported += exporter.exported();
      failed += exporter.failed();
      dropped += exporter.dropped();
      if (exporter.failingSince() != null) {
        failing.add(
            exporter.signal()
                + " are not exported to "
                + exporter.endpoint()
                + " since "
                + exporter.failingSince().truncatedTo(ChronoUnit.SECONDS)
                + ": "
                + exporter.lastError());
      }
    }
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("exported", exported);
    numbers.put("failed", failed);
    numbers.put("dropped", dropped);
    return new Check(
        failing.isEmpty() ? CheckStatus.PASS : CheckStatus.WARN,
        failing.isEmpty() ? "what is recorded is exported" : String.join("; ", failing),
        Collections.unmodifiableMap(numbers));
  }
}
