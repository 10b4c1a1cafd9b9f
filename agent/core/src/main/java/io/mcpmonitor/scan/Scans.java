package io.mcpmonitor.scan;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.support.Drops;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The scans of this process. Probes tell which folders are read, which files are found there and
 * which are opened; by their paths, so that it does not matter which thread does it. A thread of
 * the agent calls {@link #look} to judge how each scan gets on.
 *
 * <p>Memory: at most {@value Runs#MAX_ACTIVE} runs at a time, each with a {@link PathSet} of at
 * most 16 MiB, however many files there are.
 */
public final class Scans {
  private final LongSupplier nanoTime;
  private final Runs runs;
  private final Recovery recovery;
  private final Judge judge;
  private final NamedScans named;
  private final FileWork work;
  private final ScanViews views;
  private final Watchers watchers;
  private volatile ScanFilter filter = ScanFilter.NOTHING;

  /** Numbers of one name, over all its runs. */
  public record Counts(
      String name, long files, long bytes, long stalls, long recoveries, long attempts) {}

  public Scans(Drops drops, Consumer<Event> events) {
    this(drops, events, System::nanoTime, null);
  }

  Scans(
      Drops drops, Consumer<Event> events, LongSupplier nanoTime, @Nullable Predicate<Run> isBusy) {
    this.nanoTime = nanoTime;
    Hands hands = new Hands();
    Hands items = new Hands();
    RunThreads threads = new RunThreads(hands, items);
    runs = new Runs(drops);
    recovery = new Recovery(nanoTime);
    judge = new Judge(runs, hands, threads, isBusy, recovery, events, nanoTime);
    named = new NamedScans(runs, judge, items, recovery, nanoTime);
    work = new FileWork(runs, judge, hands, named, nanoTime);
    views = new ScanViews(runs, threads);
    watchers = new Watchers(drops, nanoTime);
  }

  /** Says which folders never count, how scans are judged, and what of them the user names. */
  public void configure(ScanFilter folders, ScanPlan plan) {
    filter = folders;
    work.relativeTo(folders.workingDirectory());
    judge.plan(plan);
    named.methods(plan.named());
    recovery.method(plan.named().recovery());
  }

  /**
   * Says how the classes of the application are found.
   *
   * @param byName every loaded class of a name
   */
  public void classes(Function<String, List<Class<?>>> byName) {
    recovery.loadedClasses(byName);
  }

  /** What the methods tell that the user has named. */
  public NamedScans named() {
    return named;
  }

  /** The work on the files that were found. */
  public FileWork work() {
    return work;
  }

  /** What watches folders. */
  public Watchers watching() {
    return watchers;
  }

  /** The command to scan anew. */
  public Rescan rescan() {
    return recovery;
  }

  /** A walk through a folder begins; the run it is of, null when it is not followed. */
  public @Nullable Run walks(String folder) {
    String path = absolute(folder);
    Run run = runIn(path);
    if (run != null) {
      run.reads(path);
      run.walkBegins();
    }
    return run;
  }

  /** A walk has ended, or was left. */
  public void walked(Run run) {
    run.walkEnds();
    if (run.hasRootFailed() && run.progress.filesFound() == 0 && !run.named) {
      judge.fail(run);
    }
  }

  /**
   * The entries of a folder are read one by one. The run they are of; null when it is not followed,
   * or when they were read before.
   */
  public @Nullable Run lists(String folder) {
    String path = absolute(folder);
    Run run = runIn(path);
    return run != null && run.enters(path, true) ? run : null;
  }

  /** A folder was read at once. */
  public void lists(String folder, String[] names) {
    Run run = lists(folder);
    if (run != null) {
      int files = 0;
      for (String name : names) {
        files += ScanFilter.isCode(name) ? 0 : 1;
      }
      run.found(files);
      wasFound(run);
    }
  }

  /** The run that reading a folder belongs to; null when it is not followed. */
  private @Nullable Run runIn(String path) {
    if (filter.excludes(path)) {
      return null;
    }
    Run run = runOf(path);
    if (run != null && run.visible && !run.named && path.length() == run.key.length()) {
      judge.endIfDone(run); // the same folder again: another run
      run = run.isStuck() ? null : runOf(path);
    }
    return run == null ? begin(path) : run;
  }

  /** The run that a folder or file belongs to; what the user names comes before what is found. */
  private @Nullable Run runOf(String path) {
    Run run = named.here();
    if (run != null) {
      return run;
    }
    run = runs.detected(path);
    if (run != null && !run.isOver()) {
      return run;
    }
    Run called = runs.called();
    return called != null ? called : run;
  }

  private @Nullable Run begin(String root) {
    synchronized (runs) {
      if (runs.active().length >= Runs.MAX_ACTIVE) {
        judge.endDone();
      }
      Run known = runs.latest(root);
      if (known != null && !known.isOver() && !known.isStuck()) {
        return known; // another thread was quicker
      }
      Run run = Run.in(root, nanoTime.getAsLong(), System.currentTimeMillis());
      if (known != null) {
        run.visible = known.visible;
        run.formerName = known.visible ? runs.totals.nameOf(known) : null;
      }
      judge.replace(known, run);
      return runs.add(run) ? run : null;
    }
  }

  /** A walk enters a folder; true when it was not read before, so that its files are new. */
  public boolean entered(Run run, String folder) {
    return run.enters(absolute(folder), false);
  }

  /** A file was found, or what may be one, that is new. */
  public void found(Run run, String path) {
    if (!ScanFilter.isCode(path)) {
      run.found(1);
      wasFound(run);
    }
  }

  private void wasFound(Run run) {
    if (run.isOver()) {
      judge.reopen(run);
    }
    if (!run.isWalkerKnown() && run.progress.filesFound() >= Run.LEAST_FILES) {
      run.worksHere(false);
      synchronized (runs) {
        run.visible = true;
      }
    }
  }

  /** A file or folder could not be looked at. */
  public void failed(Run run, String path, Throwable failure) {
    run.failed(failure, absolute(path).equals(run.root()) && run.progress.filesFound() == 0);
  }

  /** Judges every scan and every watcher. */
  public void look(long betweenLooksNanos) {
    judge.look(betweenLooksNanos);
    work.look();
    watchers.look(nanoTime.getAsLong(), judge.plan().stallNanos());
  }

  /** What is known of every scan, in the order in which they were first seen. */
  public List<ScanView> views() {
    return views.at(nanoTime.getAsLong());
  }

  /** What is known of the recovery method; null when none is named. */
  public @Nullable RecoveryView recovery() {
    return recovery.view();
  }

  /** What is known of what watches folders. */
  public List<WatcherView> watchers() {
    return watchers.views();
  }

  /** The totals of every name. */
  public List<Counts> counts() {
    synchronized (runs) {
      for (Run run : runs.latest()) {
        runs.totals.count(run);
      }
      return runs.totals.counts();
    }
  }

  private String absolute(String path) {
    return PathHash.absolute(path, filter.workingDirectory());
  }
}
