package io.mcpmonitor.output.mcp;

import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.scan.RecoveryView;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.WatcherView;
import io.mcpmonitor.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scans and watchers in plain words, for language models and people. */
final class SyncText {
  private static final int MAX_LISTED = 20;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final StringBuilder text = new StringBuilder();
  private final Snapshot snapshot;
  private final boolean canRescan;

  /**
   * @param report without places
   * @param snapshot what it judges
   * @param canRescan whether there is a way to scan again
   */
  SyncText(HealthReport report, Snapshot snapshot, boolean canRescan) {
    this.snapshot = snapshot;
    this.canRescan = canRescan;
    head(report);
    scans(snapshot.sync().scans());
    recovery(snapshot.sync().recovery());
    watchers(snapshot.sync().watchers());
    troubles(report);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void head(HealthReport report) {
    String version = report.version();
    line(
        report.service()
            + (version == null ? "" : " " + version)
            + " is "
            + word(report.status())
            + " (score "
            + report.healthScore()
            + " of 100), up "
            + time(report.uptimeSeconds())
            + ".");
  }

  private void scans(List<ScanView> scans) {
    line("");
    if (scans.isEmpty()) {
      line("File scans: none seen yet.");
      return;
    }
    line("File scans, the latest first:");
    List<ScanView> latestFirst = new ArrayList<>(scans);
    latestFirst.sort(Comparator.comparingLong(ScanView::startMillis).reversed());
    for (ScanView scan : latestFirst.subList(0, Math.min(MAX_LISTED, scans.size()))) {
      line("- " + scan(scan));
    }
    if (scans.size() > MAX_LISTED) {
      line("- and " + (scans.size() - MAX_LISTED) + " more");
    }
  }

  private void recovery(@Nullable RecoveryView recovery) {
    Double ago = recovery == null ? null : recovery.secondsSinceCall();
    if (recovery == null || ago == null) {
      return;
    }
    StringBuilder words = new StringBuilder("Recovery by ").append(recovery.method());
    words.append(": called ").append(number(recovery.calls())).append(" times, last ");
    words.append(time(ago)).append(" ago");
    String error = recovery.lastError();
    if (recovery.running()) {
      words.append(", still running");
    } else if (error != null) {
      words.append(", which failed: ").append(Places.hidden(error));
    }
    line(words.append('.').toString());
  }

  private String scan(ScanView scan) {
    StringBuilder words = new StringBuilder(scan.name()).append(": ");
    double ago =
        snapshot.time().toEpochMilli() / MILLIS_PER_SECOND
            - scan.startMillis() / MILLIS_PER_SECOND
            - scan.seconds();
    switch (scan.state()) {
      case COMPLETED ->
          words.append("completed ").append(time(ago)).append(" ago, ").append(amount(scan));
      case FAILED -> words.append("FAILED ").append(time(ago)).append(" ago at ").append(of(scan));
      case STALLED, RECOVERING ->
          words
              .append(scan.state() == ScanState.STALLED ? "STALLED" : "STALLED, being recovered")
              .append(", no progress for ")
              .append(time(scan.secondsSinceProgress()))
              .append(" at ")
              .append(of(scan));
      default -> running(words, scan);
    }
    add(words, ", in hand: ", isOver(scan) ? null : Places.below(scan.root(), scan.fileInHand()));
    if (scan.recoveryAttempts() > 0) {
      words.append(", recovery attempts: ").append(scan.recoveryAttempts());
    }
    if (scan.errors() > 0) {
      words.append(", files with errors: ").append(number(scan.errors()));
    }
    String error = scan.lastError();
    add(words, ", last error: ", error == null ? null : Places.hidden(error));
    if (scan.state() == ScanState.STALLED) {
      words.append(
          canRescan
              ? ". The tool force_rescan starts it again"
              : ". The server has no known way to start it again");
    }
    return words.append('.').toString();
  }

  private static void running(StringBuilder words, ScanView scan) {
    words
        .append(scan.state() == ScanState.INITIALIZING ? "finding files, " : "running, ")
        .append(of(scan))
        .append(", ")
        .append(size(scan.bytesProcessed()))
        .append(" read, ")
        .append(String.format(Locale.ROOT, "%,.1f", scan.filesPerSecond()))
        .append(" files/s");
    Long total = scan.filesTotal();
    Double left = scan.secondsLeft();
    if (left != null && total != null && scan.filesScanned() < total) {
      words.append(", about ").append(time(left)).append(" left");
    }
    words.append(", last progress ").append(time(scan.secondsSinceProgress())).append(" ago");
    add(words, ", in folder: ", Places.below(scan.root(), scan.currentDirectory()));
  }

  private static String of(ScanView scan) {
    Long total = scan.filesTotal();
    return total == null || total == 0
        ? files(scan)
        : files(scan)
            + String.format(
                Locale.ROOT, " (%.1f %%)", Math.min(100, 100.0 * scan.filesScanned() / total));
  }

  private static String files(ScanView scan) {
    Long total = scan.filesTotal();
    return number(scan.filesScanned())
        + (total == null ? " files" : " of " + number(total) + " files");
  }

  private static String amount(ScanView scan) {
    return files(scan) + ", " + size(scan.bytesProcessed()) + " in " + time(scan.seconds());
  }

  private static boolean isOver(ScanView scan) {
    return scan.state() == ScanState.COMPLETED || scan.state() == ScanState.FAILED;
  }

  private void watchers(List<WatcherView> watchers) {
    line("");
    if (watchers.isEmpty()) {
      line("Watchers of folders: none.");
      return;
    }
    line("Watchers of folders:");
    for (WatcherView watcher : watchers.subList(0, Math.min(MAX_LISTED, watchers.size()))) {
      StringBuilder words = new StringBuilder("- ").append(watcher.name()).append(": ");
      if (watcher.alive()) {
        words.append("watches");
      } else {
        String reason = watcher.reason();
        words.append("DEAD, sees no changes any more");
        add(words, ": ", reason == null ? null : Places.hidden(reason));
      }
      words.append(", events: ").append(number(watcher.events()));
      if (watcher.overflows() > 0) {
        words.append(", times that events were lost: ").append(number(watcher.overflows()));
      }
      Double last = watcher.secondsSinceEvent();
      add(words, ", last event ", last == null ? null : time(last) + " ago");
      line(words.append('.').toString());
    }
  }

  private void troubles(HealthReport report) {
    List<String> found = new ArrayList<>();
    report
        .checks()
        .forEach(
            (name, check) -> {
              if (check.status() == CheckStatus.WARN || check.status() == CheckStatus.FAIL) {
                found.add("- " + name + " (" + word(check.status()) + "): " + check.message());
              }
            });
    if (!found.isEmpty()) {
      line("");
      line("What is wrong:");
      found.forEach(this::line);
    }
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  private static void add(StringBuilder words, String before, @Nullable String value) {
    if (value != null) {
      words.append(before).append(value);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    String unit = "B";
    for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
      if (value < 1000) {
        break;
      }
      value /= 1000;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }

  private static String time(double seconds) {
    double left = Math.max(0, seconds);
    if (left < 10) {
      return String.format(Locale.ROOT, "%.1f s", left);
    }
    long whole = Math.round(left);
    if (whole < 120) {
      return whole + " s";
    }
    if (whole < 7_200) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3_600 + " h " + whole % 3_600 / 60 + " min";
  }
}
