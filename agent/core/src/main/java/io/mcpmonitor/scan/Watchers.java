package io.mcpmonitor.scan;

import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What watches folders in this process, at most {@value #MAX}. One that is not alive is told of
 * when that has lasted for some seconds, so that the orderly end of a process is no fault; it is
 * forgotten when another one has taken its place under the same name.
 */
public final class Watchers {
  static final int MAX = 100;
  static final int MAX_NAMES = 50;

  /** So long it must be dead before that is told. */
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final String OTHER = "_other";

  private final Drops drops;
  private final LongSupplier nanoTime;
  private final List<Watcher> all = new CopyOnWriteArrayList<>();
  private final Set<String> names = new HashSet<>();
  private volatile boolean ending;

  @SuppressWarnings("ThreadLocalUsage") // there is one for each process
  private final ThreadLocal<Boolean> polls = new ThreadLocal<>();

  Watchers(Drops drops, LongSupplier nanoTime) {
    this.drops = drops;
    this.nanoTime = nanoTime;
  }

  /**
   * The watcher behind an object of the application, which is held weakly. A new one is named by
   * the method of the application that the current thread is in, else by its kind.
   *
   * @return null when there are too many
   */
  public @Nullable Watcher of(Object watched, String kind) {
    Watcher known = find(watched);
    return known != null ? known : add(watched, kind);
  }

  private @Nullable Watcher find(Object watched) {
    for (Watcher watcher : all) {
      if (watcher.isOf(watched)) {
        return watcher;
      }
    }
    return null;
  }

  private synchronized @Nullable Watcher add(Object watched, String kind) {
    Watcher known = find(watched);
    if (known != null) {
      return known;
    }
    if (all.size() >= MAX) {
      drops.count(Drops.Reason.WATCHER_TABLE_FULL);
      return null;
    }
    String method = Worker.here(Thread.currentThread(), false).method();
    String name = method == null ? kind : method;
    if (!names.contains(name) && names.size() >= MAX_NAMES) {
      name = OTHER;
    }
    names.add(name);
    Watcher watcher = new Watcher(watched, kind, name, nanoTime);
    all.add(watcher);
    return watcher;
  }

  /** The watcher whose events the current thread takes; null when it takes none. */
  public @Nullable Watcher ofThread() {
    Thread thread = Thread.currentThread();
    for (Watcher watcher : all) {
      if (watcher.isTakenBy(thread)) {
        return watcher;
      }
    }
    return null;
  }

  /**
   * Says whether the current thread reads folders to see what has changed: that is no scan.
   *
   * @return what it was before, to be restored
   */
  public boolean polls(boolean now) {
    boolean before = isPolling();
    if (now) {
      polls.set(Boolean.TRUE);
    } else {
      polls.remove();
    }
    return before;
  }

  /** Whether the current thread reads folders to see what has changed. */
  public boolean isPolling() {
    return !all.isEmpty() && polls.get() != null;
  }

  /** The process ends: what stops now does so in order. */
  public void ends() {
    ending = true;
  }

  /** Judges every watcher. */
  synchronized void look(long now, long patienceNanos) {
    if (ending) {
      return;
    }
    List<Watcher> gone = new ArrayList<>();
    for (Watcher watcher : all) {
      if (watcher.isCollected()) {
        gone.add(watcher);
        continue;
      }
      String wrong = watcher.wrong(now, patienceNanos);
      if (wrong == null) {
        watcher.dead = null;
        watcher.told = false;
        continue;
      }
      if (watcher.dead == null) {
        watcher.deadSince = now;
      }
      watcher.dead = wrong;
      watcher.told = now - watcher.deadSince >= GRACE_NANOS;
      if (isReplaced(watcher)) {
        gone.add(watcher);
      }
    }
    all.removeAll(gone);
  }

  private boolean isReplaced(Watcher dead) {
    for (Watcher other : all) {
      if (other.name.equals(dead.name)
          && other.madeNanos - dead.madeNanos > 0
          && other.dead == null) {
        return true;
      }
    }
    return false;
  }

  /** Every watcher that is known. */
  List<WatcherView> views() {
    long now = nanoTime.getAsLong();
    List<WatcherView> views = new ArrayList<>();
    for (Watcher watcher : all) {
      views.add(watcher.view(now));
    }
    return List.copyOf(views);
  }
}
