package io.mcpmonitor.output.otlp;

import io.mcpmonitor.support.AgentLog;
import java.util.EnumSet;
import java.util.Set;

/** Says once that export does not work, however many signals and attempts fail. */
final class Outages {
  private final Set<Signal> failing = EnumSet.noneOf(Signal.class);

  synchronized void began(Signal signal, String endpoint, String words) {
    boolean first = failing.isEmpty();
    failing.add(signal);
    if (first) {
      AgentLog.warn(
          signal.label()
              + " cannot be exported to "
              + endpoint
              + ": "
              + words
              + "; tried again until it works, see the exporter check in /health");
    }
  }

  synchronized void ended(Signal signal) {
    failing.remove(signal);
  }
}
