package io.mcpmonitor.scan;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The work on the files that scans have found: they are opened, read and closed, on whichever
 * thread. A scan that has ended goes on when more of its files are worked on.
 */
public final class FileWork {
  private final Runs runs;
  private final Judge judge;
  private final Hands hands;
  private final NamedScans named;
  private final LongSupplier nanoTime;
  private volatile String workingDirectory = ScanFilter.NOTHING.workingDirectory();

  /** Where the file before was: the next one mostly lies there too. */
  private volatile @Nullable Place place;

  FileWork(Runs runs, Judge judge, Hands hands, NamedScans named, LongSupplier nanoTime) {
    this.runs = runs;
    this.judge = judge;
    this.hands = hands;
    this.named = named;
    this.nanoTime = nanoTime;
  }

  void relativeTo(String directory) {
    workingDirectory = directory;
  }

  /** Lets go of the folder when the runs that it was found with have changed. */
  void look() {
    Place before = place;
    if (before != null && before.active != runs.active()) {
      place = null;
    }
  }

  /** Whether any file may belong to a scan: nothing else needs to be told while none can. */
  public boolean isActive() {
    return runs.active().length > 0;
  }

  /** A file is opened for reading. What to pass on when it was; null when it is of no scan. */
  public @Nullable InHand opens(String path) {
    Run[] active = runs.active();
    if (active.length == 0) {
      return null;
    }
    Place before = place;
    if (before != null && before.active == active && before.has(path)) {
      return ScanFilter.isCode(path)
          ? null
          : opens(before.run, path, before.folder, before.hash(path));
    }
    String absolute = PathHash.absolute(path, workingDirectory);
    return ScanFilter.isCode(absolute) ? null : opensElsewhere(active, absolute);
  }

  /** Another folder than that of the file before. */
  private @Nullable InHand opensElsewhere(Run[] active, String path) {
    int slash = path.lastIndexOf('/');
    long hash = 0;
    boolean mayBeOfAnother = false;
    for (Run run : active) {
      if (run.named || PathHash.isWithin(path, run.key)) {
        hash = hash == 0 ? PathHash.folder(path, slash) : hash;
        Folder folder = run.folders.of(hash);
        if (folder != null) {
          if (!mayBeOfAnother && folder.hash == hash) {
            place = new Place(active, run, folder, slash);
          }
          return opens(run, path, folder, PathHash.child(hash, path, slash + 1));
        }
        mayBeOfAnother = true; // once it has read the folder, it is asked first
      }
    }
    return null;
  }

  private @Nullable InHand opens(Run run, String path, Folder folder, long hash) {
    InHand outer = hands.taken();
    if (outer != null && outer.hash == hash) {
      return null; // one method opens it by another
    }
    Thread thread = Thread.currentThread();
    InHand inHand = new InHand(run, path, folder, hash, thread);
    hands.take(inHand);
    run.readsHere(thread);
    return inHand;
  }

  /**
   * The file is open.
   *
   * @param stream the stream or channel
   */
  public void opened(InHand inHand, Object stream) {
    hands.opened(inHand, stream);
    inHand.run.works(inHand);
    if (inHand.run.isOver()) {
      judge.reopen(inHand.run);
    }
  }

  /** An open file has another stream or channel. */
  public void alsoOpen(Object stream, Object other) {
    InHand known = hands.of(stream);
    if (known != null && hands.of(other) == null) {
      hands.alsoOpen(
          new InHand(known.run, known.path, known.folder, known.hash, Thread.currentThread()),
          other);
    }
  }

  /** The file could not be opened: that was the work on it. */
  public void notOpened(InHand inHand, Throwable failure) {
    hands.leave(inHand);
    inHand.run.failed(failure, false);
    inHand.run.works(inHand);
    inHand.run.progress.stamp(nanoTime.getAsLong());
  }

  /** A stream or channel has given so many bytes. */
  public void read(Object stream, long bytes) {
    InHand inHand = hands.of(stream);
    if (inHand != null) {
      inHand.run.progress.read(bytes);
      Thread thread = Thread.currentThread();
      if (inHand.thread != thread) {
        hands.reads(thread, inHand);
      }
    }
  }

  /** A stream or channel is closed. */
  public void closed(Object stream) {
    InHand inHand = hands.closed(stream);
    if (inHand != null) {
      Progress progress = inHand.run.progress;
      if (progress.closes(inHand.hash)) {
        progress.stamp(nanoTime.getAsLong());
      }
    }
  }

  /** Something else was done with the files of a scan, such as to put them into an index. */
  public void progressed() {
    if (isActive()) {
      Run run = named.here();
      run = run != null ? run : runs.of(Thread.currentThread());
      run = run != null ? run : runs.called();
      if (run != null) {
        run.progress.steps(1);
      }
    }
  }
}
