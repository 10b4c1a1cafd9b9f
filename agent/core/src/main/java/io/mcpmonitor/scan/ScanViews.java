package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanState;
import java.util.ArrayList;
import java.util.List;

/** Puts what is known of runs into views. */
final class ScanViews {
  private final Runs runs;
  private final RunThreads threads;

  ScanViews(Runs runs, RunThreads threads) {
    this.runs = runs;
    this.threads = threads;
  }

  List<ScanView> at(long nowNanos) {
    List<ScanView> views = new ArrayList<>();
    synchronized (runs) {
      for (Run run : runs.latest()) {
        if (run.visible) {
          views.add(view(run, nowNanos));
        }
      }
    }
    return List.copyOf(views);
  }

  private ScanView view(Run run, long now) {
    boolean running = !run.isOver();
    if (running) {
      run.progress.notice(now);
    }
    long scanned = run.progress.filesScanned();
    long total = run.filesTotal();
    double seconds = Math.max(0, run.progress.lastNanos() - run.startNanos) / 1e9;
    double rate = seconds > 0 ? scanned / seconds : 0;
    boolean isCounted = running && rate > 0 && !run.isStuck() && !run.isWalking();
    InHand inHand = running ? threads.inHand(run) : null;
    boolean isAtWork = running && run.state == ScanState.INITIALIZING && scanned > 0;
    return new ScanView(
        runs.totals.nameOf(run),
        run.root(),
        isAtWork ? ScanState.SCANNING : run.state,
        scanned,
        run.isTotalUnknown() ? null : total,
        run.progress.bytes(),
        run.errors(),
        rate,
        isCounted && !run.isTotalUnknown() ? (total - scanned) / rate : null,
        run.directory(),
        inHand == null ? null : inHand.path,
        running ? Math.max(0, now - run.progress.lastNanos()) / 1e9 : 0,
        run.startMillis,
        running ? Math.max(0, now - run.startNanos) / 1e9 : seconds,
        run.recoveryAttempts,
        run.lastError(),
        run.isStuck() ? threads.stacks(run, inHand) : List.of());
  }
}
