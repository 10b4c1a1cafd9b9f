package io.mcpmonitor.alert;

import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.WatcherView;
import io.mcpmonitor.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The built-in rules: what is wrong in a snapshot. */
final class Rules {
  /** These have rules of their own, which say more. */
  private static final Set<String> OWN_RULE = Set.of("sync", "watcher");

  private Rules() {}

  static List<Finding> findings(Snapshot snapshot, HealthReport report) {
    List<Finding> findings = new ArrayList<>();
    for (ScanView scan : snapshot.sync().scans()) {
      if (scan.state() == ScanState.STALLED || scan.state() == ScanState.RECOVERING) {
        findings.add(
            new Finding("scan_stalled", scan.name(), Severity.CRITICAL, stalled(scan, snapshot)));
      } else if (scan.state() == ScanState.FAILED) {
        findings.add(
            new Finding(
                "scan_failed",
                scan.name(),
                Severity.WARNING,
                "it failed at " + files(scan) + ": " + scan.lastError()));
      }
    }
    for (WatcherView watcher : snapshot.sync().watchers()) {
      if (!watcher.alive()) {
        findings.add(
            new Finding(
                "watcher_dead",
                watcher.name(),
                Severity.CRITICAL,
                watcher.kind() + " watches no more: " + watcher.reason()));
      }
    }
    report
        .checks()
        .forEach(
            (name, check) -> {
              if (check.status() == CheckStatus.FAIL && !OWN_RULE.contains(name)) {
                findings.add(new Finding("unhealthy", name, Severity.CRITICAL, check.message()));
              }
            });
    return findings;
  }

  private static String stalled(ScanView scan, Snapshot snapshot) {
    StringBuilder words = new StringBuilder("it has not got on for ");
    words.append(Math.round(scan.secondsSinceProgress())).append(" s at ").append(files(scan));
    if (scan.fileInHand() != null) {
      words.append(", with ").append(scan.fileInHand()).append(" in hand");
    }
    if (snapshot.sync().recovery() == null) {
      words.append("; no scan.recovery-method is set, so it is only watched");
    } else if (scan.recoveryAttempts() > 0) {
      words.append("; attempts to recover it: ").append(scan.recoveryAttempts());
    }
    return words.toString();
  }

  private static String files(ScanView scan) {
    Long total = scan.filesTotal();
    return scan.filesScanned() + (total == null ? "" : " of " + total) + " files";
  }
}
