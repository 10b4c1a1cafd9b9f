package io.mcpmonitor.alert;

import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.state.Snapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts fire, and the last {@value #MAX_PAST} that did. Looked at by one thread, read by
 * any.
 */
public final class Alerts {
  static final int MAX_ACTIVE = 200;
  static final int MAX_PAST = 100;

  private final Deque<Alert> past = new ArrayDeque<>();
  private List<Alert> active = List.of();

  /**
   * The answer of {@code /alerts}.
   *
   * @param active those that fire, the oldest first
   * @param past those that were resolved, the newest first
   */
  public record Report(List<Alert> active, List<Alert> past) {
    /** While alerts are switched off. */
    public static final Report NONE = new Report(List.of(), List.of());
  }

  /** Looks at a snapshot; what has begun to fire or was resolved by it, in this order. */
  public synchronized List<Alert> look(Snapshot snapshot, HealthReport report) {
    List<Finding> findings = distinct(Rules.findings(snapshot, report));
    List<Alert> next = new ArrayList<>();
    List<Alert> began = new ArrayList<>();
    List<Alert> ended = new ArrayList<>();
    for (Alert alert : active) {
      Finding still = about(alert, findings);
      if (still == null) {
        ended.add(alert.resolved(snapshot.time()));
      } else {
        next.add(alert.seen(still));
        findings.remove(still);
      }
    }
    for (Finding finding : findings) {
      if (next.size() < MAX_ACTIVE) {
        Alert alert = begun(finding, snapshot.time());
        next.add(alert);
        began.add(alert);
      }
    }
    active = List.copyOf(next);
    for (Alert alert : ended) {
      past.addFirst(alert);
      if (past.size() > MAX_PAST) {
        past.removeLast();
      }
    }
    began.addAll(ended);
    return List.copyOf(began);
  }

  /** One for each subject: several scans may share a name. */
  private static List<Finding> distinct(List<Finding> findings) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      if (kept.stream()
          .noneMatch(
              other ->
                  other.rule().equals(finding.rule())
                      && other.subject().equals(finding.subject()))) {
        kept.add(finding);
      }
    }
    return kept;
  }

  private static @Nullable Finding about(Alert alert, List<Finding> findings) {
    for (Finding finding : findings) {
      if (alert.isAbout(finding)) {
        return finding;
      }
    }
    return null;
  }

  private static Alert begun(Finding finding, Instant now) {
    return new Alert(
        finding.rule(), finding.subject(), finding.severity(), finding.message(), now, null);
  }

  /** What fires, and what did. */
  public synchronized Report report() {
    return new Report(active, List.copyOf(past));
  }

  /** How many fire of this severity. */
  public synchronized long count(Severity severity) {
    return active.stream().filter(alert -> alert.severity() == severity).count();
  }
}
