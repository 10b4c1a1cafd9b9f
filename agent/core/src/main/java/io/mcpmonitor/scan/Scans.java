package io.mcpmonitor.scan;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The scans of this process. Probes tell which folders are read, which files are found there and
 * which are opened; by their paths, so that it does not matter which thread does it. A thread of
 * the agent calls {@link #look} to judge how each scan gets on.
 *
 * <p>Memory: at most {@value #MAX_ACTIVE} runs at a time, each with a {@link PathSet} of at most 16
 * MiB, however many files there are.
 */
public final class Scans {
  static final int MAX_ACTIVE = 8;
  static final int MAX_KNOWN = 50;
  static final int MAX_NAMES = 50;

  /** So long without progress, and nobody is at it: the scan has ended. */
  static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** So long after its end a run takes late work, such as that of a slow queue. */
  static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final Run[] NONE = {};
  private static final int MAX_FRAMES = 40;
  private static final int MAX_TEXT = 300;
  private static final String OTHER = "_other";

  private final Drops drops;
  private final Consumer<Event> events;
  private final LongSupplier nanoTime;
  private final Predicate<Run> isBusy;
  private final Hands hands = new Hands();
  private final Map<String, Run> latest = new LinkedHashMap<>();
  private final Map<String, Totals> totals = new LinkedHashMap<>();
  private volatile Run[] active = NONE;
  private volatile ScanFilter filter = ScanFilter.NOTHING;
  private long stallNanos = TimeUnit.SECONDS.toNanos(60);
  private long lastLook;
  private boolean looked;

  /** What is counted under a name over all its runs. */
  public static final class Totals {
    long files;
    long bytes;
    long stalls;
    long recoveries;
  }

  /** Numbers of one name, over all its runs. */
  public record Counts(String name, long files, long bytes, long stalls, long recoveries) {}

  public Scans(Drops drops, Consumer<Event> events) {
    this(drops, events, System::nanoTime, null);
  }

  Scans(
      Drops drops, Consumer<Event> events, LongSupplier nanoTime, @Nullable Predicate<Run> isBusy) {
    this.drops = drops;
    this.events = events;
    this.nanoTime = nanoTime;
    this.isBusy = isBusy == null ? this::hasBusyThread : isBusy;
  }

  /** Says which folders never count, and when a scan counts as stalled. */
  public void configure(ScanFilter folders, long stallTimeoutNanos) {
    filter = folders;
    stallNanos = stallTimeoutNanos;
  }

  /** Whether any file may belong to a scan: nothing else needs to be told while none can. */
  public boolean isActive() {
    return active.length > 0;
  }

  /** A walk through a folder begins; the run it is of, null when it is not followed. */
  public @Nullable Run walks(String folder) {
    Run run = enters(folder);
    if (run != null) {
      run.walkBegins();
    }
    return run;
  }

  /** A walk has ended, or was left. */
  public void walked(Run run) {
    run.walkEnds();
    if (run.hasRootFailed() && run.filesFound() == 0) {
      synchronized (this) {
        fail(run);
      }
    }
  }

  /** The entries of a folder are read. The run they are of, null when it is not followed. */
  public @Nullable Run enters(String folder) {
    ScanFilter known = filter;
    String path = PathHash.absolute(folder, known.workingDirectory());
    if (known.excludes(path)) {
      return null;
    }
    Run run = runOf(path);
    if (run != null && path.length() == run.root.length()) {
      endIfDone(run); // the same folder again: another run
      run = runOf(path);
    }
    if (run == null) {
      run = begin(path);
    }
    if (run != null) {
      run.enters(path, PathHash.of(path), nanoTime.getAsLong());
    }
    return run;
  }

  /** A walk enters a folder. */
  public void entered(Run run, String folder) {
    String path = PathHash.absolute(folder, filter.workingDirectory());
    run.enters(path, PathHash.of(path), nanoTime.getAsLong());
  }

  /** A file was found, or what may be one. */
  public void found(Run run, String path) {
    if (ScanFilter.isCode(path)) {
      return;
    }
    run.found(hash(path), nanoTime.getAsLong());
    if (run.isOver()) {
      reopen(run);
    }
    if (!run.isWalkerKnown() && run.filesFound() >= Run.LEAST_FILES) {
      run.worksHere(false);
      show(run);
    }
  }

  /** A file was found, or what may be one, in a folder that is being read. */
  public void found(String path) {
    if (active.length > 0) {
      Run run = runOf(PathHash.absolute(path, filter.workingDirectory()));
      if (run != null) {
        found(run, path);
      }
    }
  }

  /** A file or folder could not be looked at. */
  public void failed(Run run, String path, Throwable failure) {
    boolean atRoot =
        PathHash.absolute(path, filter.workingDirectory()).equals(run.root)
            && run.filesFound() == 0;
    run.failed(failure, atRoot);
  }

  /** A file is opened for reading. What to pass on when it was; null when it is of no scan. */
  public @Nullable InHand opens(String path) {
    Run[] runs = active;
    if (runs.length == 0) {
      return null;
    }
    String absolute = PathHash.absolute(path, filter.workingDirectory());
    long hash = 0;
    for (Run run : runs) {
      if (PathHash.isWithin(absolute, run.root)) {
        hash = hash == 0 ? PathHash.of(absolute) : hash;
        if (run.knows(hash)) {
          InHand inHand = new InHand(run, absolute, hash, Thread.currentThread());
          hands.take(inHand);
          if (run.visible && run.hasRoomForWorkers()) {
            run.worksHere(true);
          }
          return inHand;
        }
      }
    }
    return null;
  }

  /**
   * The file is open.
   *
   * @param stream identity hash of the stream or channel
   */
  public void opened(InHand inHand, int stream) {
    inHand.stream = stream == 0 ? 1 : stream;
    inHand.run.worked(inHand.hash, nanoTime.getAsLong());
    if (inHand.run.isOver()) {
      reopen(inHand.run);
    }
  }

  /** The file could not be opened: that was the work on it. */
  public void notOpened(InHand inHand, Throwable failure) {
    hands.leave(inHand);
    inHand.run.failed(failure, false);
    inHand.run.worked(inHand.hash, nanoTime.getAsLong());
  }

  /** A stream or channel has given so many bytes. */
  public void read(int stream, long bytes) {
    if (active.length > 0 && bytes > 0) {
      InHand inHand = hands.of(Thread.currentThread());
      if (inHand != null && inHand.stream == stream) {
        inHand.run.read(bytes, nanoTime.getAsLong());
      }
    }
  }

  /** A stream or channel is closed. */
  public void closed(int stream) {
    if (active.length == 0) {
      return;
    }
    InHand inHand = hands.of(Thread.currentThread());
    if (inHand != null && inHand.stream == stream) {
      hands.leave(inHand);
    } else {
      hands.closed(stream);
    }
  }

  /** Judges every scan. */
  public synchronized void look(long betweenLooksNanos) {
    long now = nanoTime.getAsLong();
    long since = looked ? now - lastLook : 0;
    looked = true;
    lastLook = now;
    for (Run run : List.copyOf(latest.values())) {
      run.look(since, betweenLooksNanos);
      judge(run, now);
    }
    hands.forgetDead();
  }

  /** What is known of every scan, in the order in which they were first seen. */
  public synchronized List<ScanView> views() {
    long now = nanoTime.getAsLong();
    List<ScanView> views = new ArrayList<>();
    for (Run run : latest.values()) {
      if (run.visible) {
        views.add(view(run, now));
      }
    }
    return List.copyOf(views);
  }

  /** The command to scan anew. */
  public Rescan rescan() {
    return Rescan.NONE;
  }

  /** What watches folders. */
  public List<WatcherView> watchers() {
    return List.of();
  }

  /** The totals of every name. */
  public synchronized List<Counts> counts() {
    for (Run run : latest.values()) {
      count(run);
    }
    List<Counts> counts = new ArrayList<>();
    totals.forEach(
        (name, t) -> counts.add(new Counts(name, t.files, t.bytes, t.stalls, t.recoveries)));
    return List.copyOf(counts);
  }

  private void judge(Run run, long now) {
    if (run.isOver()) {
      if (run.remembersPaths() && now - run.endedNanos > LATE_NANOS) {
        run.forgetPaths();
        deactivate(run);
      }
      return;
    }
    if (run.state == ScanState.STALLED && run.quietNanos < stallNanos) {
      run.state = ScanState.SCANNING;
      totalsOf(run).recoveries++;
      long stalled = Math.max(0, run.progressNanos() - run.stalledAt);
      events.accept(new ScanEvent.Recovered(nameOf(run), run.root, stalled));
    }
    if (run.state == ScanState.INITIALIZING && run.filesScanned() > 0) {
      run.state = ScanState.SCANNING;
    }
    if (run.quietNanos < SETTLED_NANOS) {
      return;
    }
    if (!isDone(run) && isBusy.test(run)) {
      if (run.quietNanos >= stallNanos && run.state != ScanState.STALLED && run.visible) {
        stall(run, now);
      }
      return;
    }
    if (run.state == ScanState.STALLED) {
      run.failed(new IllegalStateException("its threads have left it before it was done"), false);
      fail(run);
    } else {
      complete(run, now);
    }
  }

  private synchronized void endIfDone(Run run) {
    if (!run.isOver() && run.visible && isDone(run)) {
      end(run, null, nanoTime.getAsLong());
    }
  }

  private boolean isDone(Run run) {
    return run.filesScanned() > 0
        && run.filesScanned() >= run.filesFound()
        && !run.isWalking()
        && hands.busyFor(run) == null;
  }

  private boolean hasBusyThread(Run run) {
    if (hands.busyFor(run) != null) {
      return true;
    }
    if (!run.isWalking() && run.workedWhileWalking()) {
      return false;
    }
    for (Worker worker : run.workers()) {
      if (worker.isBusy()) {
        return true;
      }
    }
    return false;
  }

  private void stall(Run run, long now) {
    run.state = ScanState.STALLED;
    run.stalledAt = now - run.quietNanos;
    totalsOf(run).stalls++;
    InHand inHand = hands.busyFor(run);
    events.accept(
        new ScanEvent.Stalled(
            nameOf(run),
            run.root,
            run.filesScanned(),
            run.filesTotal(),
            run.quietNanos,
            inHand == null ? null : inHand.path,
            threads(run, inHand)));
  }

  private static List<ScanEvent.Worker> threads(Run run, @Nullable InHand inHand) {
    List<Thread> threads = new ArrayList<>();
    if (inHand != null) {
      threads.add(inHand.thread);
    }
    for (Worker worker : run.workers()) {
      Thread thread = worker.thread();
      if (thread != null && !threads.contains(thread) && worker.isBusy()) {
        threads.add(thread);
      }
    }
    List<ScanEvent.Worker> shown = new ArrayList<>();
    for (Thread thread : threads) {
      List<String> stack = new ArrayList<>();
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (stack.size() < MAX_FRAMES && !frame.getClassName().startsWith("io.mcpmonitor.")) {
          stack.add(frame.toString());
        }
      }
      shown.add(new ScanEvent.Worker(thread.getName(), thread.getState().name(), stack));
    }
    return List.copyOf(shown);
  }

  private void complete(Run run, long now) {
    if (!run.visible) {
      latest.remove(run.root, run); // nobody worked on so few files, or on none of them
      run.state = ScanState.COMPLETED;
      run.forgetPaths();
      deactivate(run);
      return;
    }
    end(run, run.filesScanned() == 0 && run.hasRootFailed() ? ScanState.FAILED : null, now);
  }

  private void fail(Run run) {
    if (!run.isOver()) {
      show(run);
      end(run, ScanState.FAILED, nanoTime.getAsLong());
    }
  }

  private void end(Run run, @Nullable ScanState how, long now) {
    run.state = how == null ? ScanState.COMPLETED : how;
    run.endedNanos = now;
    if (!run.told) {
      run.told = true;
      events.accept(
          new ScanEvent.Ended(
              nameOf(run),
              run.root,
              run.progressNanos() - run.startNanos,
              run.filesScanned(),
              run.filesTotal(),
              run.state == ScanState.FAILED ? run.lastError() : null));
    }
  }

  private synchronized void reopen(Run run) {
    if (run.isOver() && run.remembersPaths()) {
      run.quietNanos = 0;
      run.state = ScanState.SCANNING;
    }
  }

  private @Nullable Run runOf(String path) {
    for (Run run : active) {
      boolean within = PathHash.isWithin(path, run.root);
      if (within && (!run.isOver() || path.length() > run.root.length())) {
        return run; // what comes late belongs to the run that has ended
      }
    }
    return null;
  }

  private synchronized @Nullable Run begin(String root) {
    Run known = runOf(root);
    if (known != null) {
      return known;
    }
    Run before = latest.get(root);
    if (before != null) {
      count(before);
      before.forgetPaths();
      deactivate(before);
    } else if (latest.size() >= MAX_KNOWN && !forgetOne()) {
      drops.count(Drops.Reason.SCAN_TABLE_FULL);
      return null;
    }
    if (active.length >= MAX_ACTIVE && !giveUpOne()) {
      drops.count(Drops.Reason.SCAN_TABLE_FULL);
      return null;
    }
    Run run = new Run(root, nanoTime.getAsLong(), System.currentTimeMillis());
    if (before != null) {
      run.visible = before.visible;
      run.formerName = before.visible ? nameOf(before) : null;
    }
    latest.put(root, run);
    Run[] longer = Arrays.copyOf(active, active.length + 1);
    longer[active.length] = run;
    active = longer;
    return run;
  }

  /** Lets go of a run that has ended, else of one that nobody has seen. */
  private boolean giveUpOne() {
    for (Run run : active) {
      if (run.isOver() || !run.visible) {
        run.forgetPaths();
        deactivate(run);
        if (!run.visible) {
          run.state = ScanState.COMPLETED;
          latest.remove(run.root, run);
        }
        return true;
      }
    }
    return false;
  }

  private boolean forgetOne() {
    for (Run run : latest.values()) {
      if (run.isOver() || !run.visible) {
        count(run);
        run.state = ScanState.COMPLETED;
        run.forgetPaths();
        deactivate(run);
        latest.remove(run.root);
        return true;
      }
    }
    return false;
  }

  private void deactivate(Run run) {
    List<Run> kept = new ArrayList<>();
    for (Run other : active) {
      if (other != run) {
        kept.add(other);
      }
    }
    active = kept.toArray(NONE);
  }

  private synchronized void show(Run run) {
    run.visible = true;
  }

  private void count(Run run) {
    if (run.visible && (run.isWalkerKnown() || run.isOver())) {
      Totals t = totalsOf(run);
      long files = run.filesScanned();
      long bytes = run.bytes();
      t.files += files - run.countedFiles;
      t.bytes += bytes - run.countedBytes;
      run.countedFiles = files;
      run.countedBytes = bytes;
    }
  }

  private Totals totalsOf(Run run) {
    return totals.computeIfAbsent(nameOf(run), unused -> new Totals());
  }

  /** The method of the application that walks, else the folder's own name. Of few there are. */
  private String nameOf(Run run) {
    String fixed = run.fixedName;
    if (fixed == null) {
      String former = run.formerName;
      if (former != null && !run.isWalkerKnown() && !run.isOver()) {
        return former; // it may yet turn out that another method walks
      }
      String method = run.name() != null ? run.name() : former;
      String folder = run.root.substring(run.root.lastIndexOf('/') + 1);
      String name = method != null ? method : folder.isEmpty() ? "root" : folder;
      fixed = totals.containsKey(name) || totals.size() < MAX_NAMES ? name : OTHER;
      run.fixedName = fixed;
    }
    return fixed;
  }

  private ScanView view(Run run, long now) {
    long scanned = run.filesScanned();
    long total = run.filesTotal();
    double seconds = Math.max(0, run.progressNanos() - run.startNanos) / 1e9;
    double rate = seconds > 0 ? scanned / seconds : 0;
    boolean running = !run.isOver();
    boolean stalled = run.state == ScanState.STALLED || run.state == ScanState.RECOVERING;
    InHand inHand = running ? hands.busyFor(run) : null;
    return new ScanView(
        nameOf(run),
        run.root,
        running && run.state == ScanState.INITIALIZING && scanned > 0
            ? ScanState.SCANNING
            : run.state,
        scanned,
        total,
        run.bytes(),
        run.errors(),
        rate,
        running && rate > 0 && !stalled && !run.isWalking() ? (total - scanned) / rate : null,
        run.directory(),
        inHand == null ? null : inHand.path,
        running ? Math.max(0, now - run.progressNanos()) / 1e9 : 0,
        run.startMillis,
        running ? Math.max(0, now - run.startNanos) / 1e9 : seconds,
        run.recoveryAttempts,
        run.lastError(),
        stalled ? threads(run, inHand) : List.of());
  }

  private long hash(String path) {
    return PathHash.of(PathHash.absolute(path, filter.workingDirectory()));
  }

  static String words(Throwable failure) {
    String text = failure.toString();
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
