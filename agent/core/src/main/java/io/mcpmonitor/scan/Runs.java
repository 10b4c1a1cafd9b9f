package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest run of every scan, and the runs that may still get work. Its lock guards all that is
 * judged; only {@link #active} is read without.
 */
final class Runs {
  static final int MAX_ACTIVE = 8;
  static final int MAX_KNOWN = 50;

  private static final Run[] NONE = {};

  final ScanTotals totals = new ScanTotals();
  private final Drops drops;
  private final Map<String, Run> latest = new LinkedHashMap<>();
  private volatile Run[] active = NONE;

  Runs(Drops drops) {
    this.drops = drops;
  }

  /** Those that may get work, what the user has named first. Not to be changed. */
  Run[] active() {
    return active;
  }

  /** The latest run of each scan, in the order in which they were first seen. */
  synchronized List<Run> latest() {
    return List.copyOf(latest.values());
  }

  synchronized @Nullable Run latest(String key) {
    return latest.get(key);
  }

  /** A run that was detected in this folder or in one above it; one that has ended comes last. */
  @Nullable Run detected(String path) {
    Run late = null;
    for (Run run : active) {
      if (!run.named && PathHash.isWithin(path, run.key)) {
        if (!run.isOver()) {
          return run;
        }
        if (path.length() > run.key.length()) {
          late = run; // what comes late belongs to the run that has ended
        }
      }
    }
    return late;
  }

  /** The run of the user's method that was called last and has not returned; null when none. */
  @Nullable Run called() {
    Run last = null;
    for (Run run : active) {
      if (!run.named) {
        break;
      }
      if (run.calls > 0 && (last == null || run.startNanos - last.startNanos > 0)) {
        last = run;
      }
    }
    return last;
  }

  /** The run that a thread was seen to work for and that has not ended; null when none. */
  @Nullable Run of(Thread thread) {
    for (Run run : active) {
      if (!run.isOver()) {
        for (Worker worker : run.workers()) {
          if (worker.isOf(thread)) {
            return run;
          }
        }
      }
    }
    return null;
  }

  /** Follows a run instead of the one before it; false when too many are followed. */
  synchronized boolean add(Run run) {
    Run before = latest.get(run.key);
    if (before != null) {
      letGo(before);
    } else if (latest.size() >= MAX_KNOWN && !forgetOne()) {
      drops.count(Drops.Reason.SCAN_TABLE_FULL);
      return false;
    }
    if (active.length >= MAX_ACTIVE && !giveUpOne()) {
      drops.count(Drops.Reason.SCAN_TABLE_FULL);
      return false;
    }
    latest.put(run.key, run);
    Run[] longer = Arrays.copyOf(active, active.length + 1);
    if (run.named) {
      System.arraycopy(active, 0, longer, 1, active.length);
      longer[0] = run;
    } else {
      longer[active.length] = run;
    }
    active = longer;
    return true;
  }

  /** A run gets no more work. */
  synchronized void letGo(Run run) {
    totals.count(run);
    run.folders.forget();
    List<Run> kept = new ArrayList<>();
    for (Run other : active) {
      if (other != run) {
        kept.add(other);
      }
    }
    active = kept.toArray(NONE);
  }

  /** A run turns out to be of no interest. */
  synchronized void forget(Run run) {
    run.state = ScanState.COMPLETED;
    latest.remove(run.key, run);
    letGo(run);
  }

  /** Lets go of a run that has ended, else of one that nobody has seen. */
  private boolean giveUpOne() {
    for (Run run : active) {
      if (run.isOver()) {
        letGo(run);
        return true;
      }
    }
    return forgetOne(false);
  }

  private boolean forgetOne() {
    return forgetOne(true) || forgetOne(false);
  }

  private boolean forgetOne(boolean over) {
    for (Run run : latest.values()) {
      if (over ? run.isOver() : !run.visible) {
        forget(run);
        return true;
      }
    }
    return false;
  }
}
