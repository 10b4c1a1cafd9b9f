package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scan: from the first folder it reads to the last file it works on, or a call of a
 * method that the user has named. Counted by the threads of the application, without a lock but
 * that of a {@link Folder}; judged by one thread of the agent.
 */
public final class Run {
  /** Smaller walks are none of anybody's business. */
  static final int LEAST_FILES = 20;

  private static final int MAX_WORKERS = 16;
  private static final int MAX_TEXT = 300;

  /** The folder it began in, else the name that the user has given. */
  final String key;

  final boolean named;
  final long startNanos;
  final long startMillis;
  final Progress progress;
  final ReadFolders folders = new ReadFolders();
  private final boolean countsItems;
  private final AtomicInteger walkers = new AtomicInteger();
  private final AtomicLong errors = new AtomicLong();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private volatile @Nullable String root;
  private volatile @Nullable String directory;
  private volatile @Nullable String lastError;
  private volatile @Nullable String method;
  private volatile boolean rootFailed;

  /** The thread that was last seen to read; an id, so that no thread is held. */
  private long lastReader;

  private volatile boolean walkerKnown;
  private volatile long scannedWhenWalked = -1;

  /** What follows is written under the lock of {@link Runs}. */
  volatile ScanState state = ScanState.INITIALIZING;

  volatile boolean visible;

  /** Calls of the user's method that have not returned. */
  volatile int calls;

  boolean callFailed;
  long stalledAt;
  long endedNanos;
  int recoveryAttempts;

  /** How long it had been quiet when its recovery was last begun. */
  long quietAtAttempt;

  boolean givenUp;

  /** Whether it ended without success when it was stuck: the next run goes on with its recovery. */
  boolean leftStuck;

  boolean told;

  /** The name of the run before; null when there was none. */
  @Nullable String formerName;

  /** The name it is counted under; null until it was first used. */
  @Nullable String fixedName;

  /** What of this run is in the totals of its name already. */
  long countedFiles;

  long countedBytes;

  /** A run that was detected in a folder. */
  static Run in(String root, long nowNanos, long nowMillis) {
    Run run = new Run(root, false, false, nowNanos, nowMillis);
    run.root = root;
    return run;
  }

  /**
   * A call of a method that the user has named.
   *
   * @param countsItems whether he has named methods for single items too
   */
  static Run named(String name, boolean countsItems, long nowNanos, long nowMillis) {
    Run run = new Run(name, true, countsItems, nowNanos, nowMillis);
    run.fixedName = name;
    run.visible = true;
    run.walkerKnown = true;
    return run;
  }

  private Run(String key, boolean named, boolean countsItems, long nowNanos, long nowMillis) {
    this.key = key;
    this.named = named;
    this.countsItems = countsItems;
    this.startNanos = nowNanos;
    this.startMillis = nowMillis;
    this.progress = new Progress(nowNanos);
  }

  /** The folder, the first one of several; null when none was read. */
  @Nullable String root() {
    return root;
  }

  /** Whether it has ended; late work may begin it again. */
  boolean isOver() {
    return state == ScanState.COMPLETED || state == ScanState.FAILED;
  }

  /** Whether it has not got on for too long. */
  boolean isStuck() {
    return state == ScanState.STALLED || state == ScanState.RECOVERING;
  }

  /** Takes the place of a run that is stuck, or was: its recovery goes on. */
  void continues(Run before) {
    state = ScanState.RECOVERING;
    stalledAt = before.stalledAt;
    recoveryAttempts = before.recoveryAttempts;
  }

  void walkBegins() {
    walkers.incrementAndGet();
  }

  void walkEnds() {
    if (walkers.decrementAndGet() == 0) {
      scannedWhenWalked = progress.filesScanned();
    }
  }

  boolean isWalking() {
    return walkers.get() > 0;
  }

  /** Whether all the work seems to have been done while the files were found. */
  boolean workedWhileWalking() {
    return scannedWhenWalked > 0 && scannedWhenWalked == progress.filesScanned();
  }

  /** Files were found, or what may be some. */
  void found(long count) {
    if (folders.areKnown()) {
      progress.found(count);
    }
  }

  /** A folder is about to be read. */
  void reads(String folder) {
    if (root == null) {
      root = folder;
    }
    directory = folder;
    progress.steps(2); // one more than what may be taken out
  }

  /**
   * A folder is read; true when it was not before, so that its files are new.
   *
   * @param listed whether the folders in it are told among its files
   */
  boolean enters(String folder, boolean listed) {
    reads(folder);
    if (!folders.read(folder, listed)) {
      return false;
    }
    if (folders.wasToldAsFile(folder)) {
      progress.found(-1);
    }
    return true;
  }

  /** Somebody works on a file. */
  void works(InHand inHand) {
    Folder folder = inHand.folder;
    if (!folders.areKnown() || folder == null || !folder.work(inHand.hash)) {
      return;
    }
    if (countsItems) {
      progress.steps(1);
    } else {
      progress.scanned();
    }
  }

  /** An item was worked on. */
  void item(long nowNanos) {
    progress.scanned();
    progress.stamp(nowNanos);
  }

  void failed(Throwable failure, boolean atRoot) {
    failed(words(failure));
    if (atRoot) {
      rootFailed = true;
    }
  }

  void failed(String failure) {
    errors.incrementAndGet();
    lastError = failure;
  }

  /** Says what went wrong with the scan as a whole, not with one of its files. */
  void says(String failure) {
    lastError = failure;
  }

  boolean hasRootFailed() {
    return rootFailed;
  }

  /** Notes that the current thread reads files of this run, unless enough do or it just did. */
  void readsHere(Thread thread) {
    if (visible && lastReader != thread.getId() && workers.size() < MAX_WORKERS) {
      worksHere(true);
      lastReader = thread.getId();
    }
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
      String its = worker.method();
      if (!reading && method == null && its != null) {
        method = its;
      }
    }
  }

  boolean isWalkerKnown() {
    return walkerKnown;
  }

  List<Worker> workers() {
    return workers;
  }

  /** The method of the application that walks; null when no frame is the application's. */
  @Nullable String method() {
    return method;
  }

  /**
   * Files found so far. Never falls while the scan runs: a folder that was taken for a file is
   * taken out only when that can be seen no more.
   */
  long filesTotal() {
    return progress.filesTotal(isOver());
  }

  /** Whether it is not known how many there are: items are counted, and no files were found. */
  boolean isTotalUnknown() {
    return countsItems && progress.filesFound() == 0 && !isOver();
  }

  long errors() {
    return errors.get();
  }

  @Nullable String directory() {
    return directory;
  }

  @Nullable String lastError() {
    return lastError;
  }

  /** See {@link Progress#look}. */
  void look(long nowNanos, long sinceLastNanos, long betweenLooksNanos) {
    if (progress.look(nowNanos, sinceLastNanos, betweenLooksNanos)) {
      quietAtAttempt = 0;
    }
  }

  static String words(Throwable failure) {
    String text = failure.toString();
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
