package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
  private final boolean countsItems;
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong scanned = new AtomicLong();
  private final AtomicInteger walkers = new AtomicInteger();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final AtomicLong errors = new AtomicLong();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private volatile @Nullable PathSet paths = new PathSet();
  private volatile @Nullable String root;
  private volatile long stampNanos;
  private volatile long noticedProgressNanos;
  private volatile long noticeNanos;
  private volatile long mostShown;
  private volatile @Nullable String directory;
  private volatile @Nullable String lastError;
  private volatile @Nullable String method;
  private volatile boolean rootFailed;

  /** A folder that was read: what is worked on next mostly lies in it. */
  private volatile @Nullable Folder lastFolder;

  /** The same with its path, once two files in a row were in it. */
  private volatile @Nullable Place lastPlace;

  private volatile boolean walkerKnown;
  private volatile long scannedWhenWalked = -1;

  /** What follows is written under the lock of {@link Runs}. */
  volatile ScanState state = ScanState.INITIALIZING;

  volatile boolean visible;

  /** Calls of the user's method that have not returned. */
  volatile int calls;

  boolean callFailed;
  long quietNanos;
  private long progressSeen;
  private long progressLookedAt;
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
    this.stampNanos = nowNanos;
    this.noticedProgressNanos = nowNanos;
    this.noticeNanos = nowNanos;
  }

  /** The folder, the first one of several; null when none was read. */
  @Nullable String root() {
    return root;
  }

  /** Whether it has ended; late work may begin it again. */
  public boolean isOver() {
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

  /** Files were found, or what may be some. */
  void found(long count) {
    if (paths != null) {
      found.addAndGet(count);
    }
  }

  /** A folder is about to be read. */
  void reads(String folder) {
    if (root == null) {
      root = folder;
    }
    directory = folder;
    steps.add(2); // one more than what may be taken out
  }

  /**
   * A folder is read; true when it was not before, so that its files are new.
   *
   * @param listed whether the folders in it are told among its files
   */
  boolean enters(String folder, boolean listed) {
    reads(folder);
    PathSet set = paths;
    if (set == null || !set.read(PathHash.folder(folder), listed)) {
      return false;
    }
    int slash = folder.lastIndexOf('/');
    Folder above = slash < 0 ? null : set.find(PathHash.folder(folder, slash));
    if (above != null && above.listed) {
      found.decrementAndGet(); // it was told as a file
    }
    return true;
  }

  /**
   * The folder with this hash; null when it was not read.
   *
   * @param path of the folder, or of a file in it
   * @param end where that of the folder ends
   */
  @Nullable Folder folder(long hash, String path, int end) {
    PathSet set = paths;
    if (set == null) {
      return null;
    }
    Folder last = lastFolder;
    if (last != null && last.hash == hash) {
      Place place = lastPlace;
      if (place == null || place.folder() != last) {
        lastPlace = new Place(last, path.substring(0, end));
      }
      return last;
    }
    Folder known = set.find(hash);
    if (known != null && known.hash == hash) {
      lastFolder = known;
    }
    return known;
  }

  /** Where the files before were; null when they came from several folders in turn. */
  @Nullable Place lastPlace() {
    return paths == null ? null : lastPlace;
  }

  /** Somebody works on a file. */
  void works(InHand inHand) {
    Folder folder = inHand.folder;
    if (paths == null || folder == null || !folder.work(inHand.hash)) {
      return;
    }
    if (countsItems) {
      steps.increment();
    } else {
      scanned.incrementAndGet();
    }
  }

  /** The work on a file is done. */
  void worked(long nowNanos) {
    stampNanos = nowNanos;
  }

  /** An item was worked on. */
  void item(long nowNanos) {
    scanned.incrementAndGet();
    stampNanos = nowNanos;
  }

  void read(long count) {
    bytes.add(count);
  }

  /** It gets on in a way that is not counted. */
  void steps() {
    steps.increment();
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

  boolean hasRoomForWorkers() {
    return workers.size() < MAX_WORKERS;
  }

  List<Worker> workers() {
    return workers;
  }

  void forgetPaths() {
    paths = null;
    lastFolder = null;
    lastPlace = null;
  }

  boolean remembersPaths() {
    return paths != null;
  }

  /** The method of the application that walks; null when no frame is the application's. */
  @Nullable String method() {
    return method;
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

  /** Whether it is not known how many there are: items are counted, and no files were found. */
  boolean isTotalUnknown() {
    return countsItems && found.get() == 0 && !isOver();
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

  /** When it last got on, as far as that is known. */
  long progressNanos() {
    long noticed = noticedProgressNanos;
    long stamp = stampNanos;
    return stamp - noticed > 0 ? stamp : noticed;
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

  /** Grows with whatever the run does. */
  private long progress() {
    return found.get() + scanned.get() + bytes.sum() + steps.sum();
  }

  boolean hasBegun() {
    return progress() > 0;
  }

  /**
   * Takes this time for progress that has no time of its own: to take it for each file found or
   * read would cost more than to count it.
   */
  void notice(long nowNanos) {
    long now = progress();
    if (now != progressSeen) {
      progressSeen = now;
      if (stampNanos - noticeNanos < 0) {
        noticedProgressNanos = nowNanos;
      }
    }
    noticeNanos = nowNanos;
  }

  /**
   * Adds what has passed since the last look to the time without progress. A look that comes late
   * says that the process stood still, not the scan: it adds no more than the time between two.
   */
  void look(long nowNanos, long sinceLastNanos, long betweenLooksNanos) {
    notice(nowNanos);
    long now = progress();
    if (now != progressLookedAt) {
      progressLookedAt = now;
      quietNanos = 0;
      quietAtAttempt = 0;
    } else {
      quietNanos += Math.min(sinceLastNanos, 2 * betweenLooksNanos);
    }
  }

  static String words(Throwable failure) {
    String text = failure.toString();
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
