package io.mcpmonitor.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is counted under the name of each scan, over all its runs. Guarded by {@link Runs}. */
final class ScanTotals {
  static final int MAX_NAMES = 50;

  private static final String OTHER = "_other";

  private final Map<String, Totals> totals = new LinkedHashMap<>();

  /** All that is counted under a name. */
  static final class Totals {
    long files;
    long bytes;
    long stalls;
    long recoveries;
    long attempts;
  }

  /** The totals of the run's name. */
  Totals of(Run run) {
    return totals.computeIfAbsent(nameOf(run), unused -> new Totals());
  }

  /** Adds what the run has done since this was last called. */
  void count(Run run) {
    if (run.visible && (run.isWalkerKnown() || run.isOver())) {
      Totals t = of(run);
      long files = run.progress.filesScanned();
      long bytes = run.progress.bytes();
      t.files += files - run.countedFiles;
      t.bytes += bytes - run.countedBytes;
      run.countedFiles = files;
      run.countedBytes = bytes;
    }
  }

  List<Scans.Counts> counts() {
    List<Scans.Counts> counts = new ArrayList<>();
    totals.forEach(
        (name, t) ->
            counts.add(
                new Scans.Counts(name, t.files, t.bytes, t.stalls, t.recoveries, t.attempts)));
    return List.copyOf(counts);
  }

  /** The method of the application that walks, else the folder's own name. Of few there are. */
  String nameOf(Run run) {
    String fixed = run.fixedName;
    if (fixed == null) {
      String former = run.formerName;
      if (former != null && !run.isWalkerKnown() && !run.isOver()) {
        return former; // it may yet turn out that another method walks
      }
      String method = run.method() != null ? run.method() : former;
      String folder = run.key.substring(run.key.lastIndexOf('/') + 1);
      String name = method != null ? method : folder.isEmpty() ? "root" : folder;
      fixed = totals.containsKey(name) || totals.size() < MAX_NAMES ? name : OTHER;
      run.fixedName = fixed;
    }
    return fixed;
  }
}
