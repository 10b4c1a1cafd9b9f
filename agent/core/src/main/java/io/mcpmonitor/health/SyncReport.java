package io.mcpmonitor.health;

import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.scan.RecoveryView;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.WatcherView;
import io.mcpmonitor.state.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /sync}: the scan that needs most attention, then every scan and watcher.
 *
 * @param sync the scan that needs most attention; idle without one
 * @param watcher all watchers together
 * @param recovery the application's recovery method; null when none is named
 */
public record SyncReport(
    Sync sync,
    @Nullable Watcher watcher,
    List<ScanView> scans,
    List<WatcherView> watchers,
    @Nullable RecoveryView recovery) {

  /**
   * One scan in the health report.
   *
   * @param filesTotal null when unknown
   * @param secondsSinceProgress null when nothing runs
   * @param secondsLeft at the rate so far; null when unknown
   */
  public record Sync(
      ScanState state,
      @Nullable String scan,
      long filesScanned,
      @Nullable Long filesTotal,
      long bytesProcessed,
      double filesPerSecond,
      @Nullable Double secondsSinceProgress,
      @Nullable Double secondsLeft,
      int recoveryAttempts,
      @Nullable String error) {}

  /** Whether every watcher is alive, and how many there are. */
  public record Watcher(boolean alive, int count) {}

  private static final List<ScanState> BY_NEED =
      List.of(
          ScanState.STALLED,
          ScanState.RECOVERING,
          ScanState.FAILED,
          ScanState.SCANNING,
          ScanState.INITIALIZING,
          ScanState.COMPLETED);

  /** The report on these scans and watchers. */
  public static SyncReport of(Snapshot.Sync sync) {
    return new SyncReport(
        most(sync), watcher(sync), sync.scans(), sync.watchers(), sync.recovery());
  }

  static Sync most(Snapshot.Sync sync) {
    ScanView most = null;
    for (ScanView scan : sync.scans()) {
      if (most == null || BY_NEED.indexOf(scan.state()) <= BY_NEED.indexOf(most.state())) {
        most = scan; // the later one of two that are alike
      }
    }
    if (most == null) {
      return new Sync(ScanState.IDLE, null, 0, 0L, 0, 0, null, null, 0, null);
    }
    return new Sync(
        most.state(),
        most.name(),
        most.filesScanned(),
        most.filesTotal(),
        most.bytesProcessed(),
        most.filesPerSecond(),
        isOver(most) ? null : most.secondsSinceProgress(),
        most.secondsLeft(),
        most.recoveryAttempts(),
        most.state() == ScanState.FAILED ? most.lastError() : null);
  }

  static @Nullable Watcher watcher(Snapshot.Sync sync) {
    List<WatcherView> watchers = sync.watchers();
    return watchers.isEmpty()
        ? null
        : new Watcher(watchers.stream().allMatch(WatcherView::alive), watchers.size());
  }

  /** A stalled scan fails the check, a failed one warns. */
  static Check check(Snapshot.Sync sync) {
    Sync most = most(sync);
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("files_scanned", most.filesScanned());
    Long total = most.filesTotal();
    if (total != null) {
      numbers.put("files_total", total);
    }
    Double quiet = most.secondsSinceProgress();
    if (quiet != null) {
      numbers.put("seconds_since_progress", quiet);
    }
    String of = most.filesScanned() + (total == null ? "" : " of " + total) + " files";
    String name = most.scan() + " ";
    return switch (most.state()) {
      case STALLED, RECOVERING ->
          new Check(
              CheckStatus.FAIL,
              name + "has not got on for " + Math.round(quiet == null ? 0 : quiet) + " s at " + of,
              numbers);
      case FAILED ->
          new Check(CheckStatus.WARN, name + "failed at " + of + ": " + most.error(), numbers);
      default ->
          new Check(
              CheckStatus.PASS,
              name + most.state().name().toLowerCase(Locale.ROOT) + ", " + of,
              numbers);
    };
  }

  private static boolean isOver(ScanView scan) {
    return scan.state() == ScanState.COMPLETED || scan.state() == ScanState.FAILED;
  }

  /** A watcher that is not alive fails the check: nobody sees changes any more. */
  static Check watchers(List<WatcherView> watchers) {
    for (WatcherView watcher : watchers) {
      if (!watcher.alive()) {
        return new Check(
            CheckStatus.FAIL,
            watcher.name() + " watches no more: " + watcher.reason(),
            Map.of("count", watchers.size()));
      }
    }
    return new Check(CheckStatus.PASS, "all watch", Map.of("count", watchers.size()));
  }
}
