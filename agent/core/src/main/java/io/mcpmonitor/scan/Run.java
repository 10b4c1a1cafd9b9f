package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scan: from the first folder it reads to the last file it works on. Counted by the
 * threads of the application, without a lock but that of a part of {@link PathSet}; judged by one
 * thread of the agent.
 */
public final class Run {
  /** Smaller walks are none of anybody's business. */
  static final int LEAST_FILES = 20;

  private static final int MAX_WORKERS = 16;

  final String root;
  final long startNanos;
  final long startMillis;
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong scanned = new AtomicLong();
  private final AtomicInteger walkers = new AtomicInteger();
  private final LongAdder bytes = new LongAdder();
  private final AtomicLong errors = new AtomicLong();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private volatile @Nullable PathSet paths = new PathSet();
  private volatile long progressNanos;
  private volatile long mostShown;
  private volatile @Nullable String directory;
  private volatile @Nullable String lastError;
  private volatile @Nullable String name;
  private volatile boolean rootFailed;
  private volatile boolean walkerKnown;
  private volatile long scannedWhenWalked = -1;

  /** Judged state: written by {@link Scans} under its lock. */
  volatile ScanState state = ScanState.INITIALIZING;

  volatile boolean visible;
  long quietNanos;
  private long lookedAtProgress;
  long stalledAt;
  long endedNanos;
  int recoveryAttempts;
  boolean told;

  /** The name of the run before; null when there was none. */
  @Nullable String formerName;

  /** The name it is counted under; null until it was first used. */
  @Nullable String fixedName;

  /** What of this run is in the totals of its name already. */
  long countedFiles;

  long countedBytes;

  Run(String root, long nowNanos, long nowMillis) {
    this.root = root;
    this.startNanos = nowNanos;
    this.startMillis = nowMillis;
    this.progressNanos = nowNanos;
    this.lookedAtProgress = nowNanos;
  }

  boolean isOver() {
    return state == ScanState.COMPLETED || state == ScanState.FAILED;
  }

  void walkBegins() {
    walkers.incrementAndGet();
  }

  void walkEnds() {
    if (walkers.decrementAndGet() == 0) {
      scannedWhenWalked = scanned.get();
    }
  }

  boolean isWalking() {
    return walkers.get() > 0;
  }

  /** Whether all the work seems to have been done while the files were found. */
  boolean workedWhileWalking() {
    return scannedWhenWalked > 0 && scannedWhenWalked == scanned.get();
  }

  /** A file, or what may be one, was found. */
  void found(long hash, long nowNanos) {
    PathSet set = paths;
    if (set != null && set.found(hash)) {
      found.incrementAndGet();
      progressNanos = nowNanos;
    }
  }

  /** A folder is read. */
  void enters(String folder, long hash, long nowNanos) {
    PathSet set = paths;
    if (set != null && set.isFolder(hash)) {
      found.decrementAndGet();
    }
    directory = folder;
    progressNanos = nowNanos;
  }

  /** Somebody works on a file; false when it is none of this run. */
  boolean knows(long hash) {
    PathSet set = paths;
    return set != null && set.knows(hash);
  }

  void worked(long hash, long nowNanos) {
    PathSet set = paths;
    if (set != null && set.read(hash)) {
      scanned.incrementAndGet();
      progressNanos = nowNanos;
    }
  }

  void read(long count, long nowNanos) {
    bytes.add(count);
    progressNanos = nowNanos;
  }

  void failed(Throwable failure, boolean atRoot) {
    errors.incrementAndGet();
    lastError = Scans.words(failure);
    if (atRoot) {
      rootFailed = true;
    }
  }

  boolean hasRootFailed() {
    return rootFailed;
  }

  /**
   * Notes that the current thread works for this run, by the method of the application it is in.
   */
  void worksHere(boolean reading) {
    if (!reading) {
      walkerKnown = true;
    }
    Thread thread = Thread.currentThread();
    for (Worker worker : workers) {
      if (worker.isOf(thread, reading)) {
        return;
      }
    }
    if (workers.size() < MAX_WORKERS) {
      Worker worker = Worker.here(thread, reading);
      workers.add(worker);
      String method = worker.method();
      if (!reading && name == null && method != null) {
        name = method;
      }
    }
  }

  boolean isWalkerKnown() {
    return walkerKnown;
  }

  boolean hasRoomForWorkers() {
    return workers.size() < MAX_WORKERS;
  }

  List<Worker> workers() {
    return workers;
  }

  void forgetPaths() {
    paths = null;
  }

  boolean remembersPaths() {
    return paths != null;
  }

  /** The method of the application that walks; null when no frame is the application's. */
  @Nullable String name() {
    return name;
  }

  public long filesFound() {
    return found.get();
  }

  /**
   * Files found so far. Never falls while the scan runs: a folder that was taken for a file is
   * taken out only when that can be seen no more.
   */
  public long filesTotal() {
    long now = Math.max(found.get(), scanned.get());
    if (isOver()) {
      return now;
    }
    long most = Math.max(mostShown, now);
    mostShown = most;
    return most;
  }

  public long filesScanned() {
    return scanned.get();
  }

  public long bytes() {
    return bytes.sum();
  }

  public long errors() {
    return errors.get();
  }

  long progressNanos() {
    return progressNanos;
  }

  @Nullable String directory() {
    return directory;
  }

  @Nullable String lastError() {
    return lastError;
  }

  long memory() {
    PathSet set = paths;
    return set == null ? 0 : set.bytes();
  }

  /**
   * Adds what has passed since the last look to the time without progress. A look that comes late
   * says that the process stood still, not the scan: it adds no more than the time between two.
   */
  void look(long sinceLastNanos, long betweenLooksNanos) {
    long progress = progressNanos;
    if (progress != lookedAtProgress) {
      lookedAtProgress = progress;
      quietNanos = 0;
    } else {
      quietNanos += Math.min(sinceLastNanos, 2 * betweenLooksNanos);
    }
  }
}
