package io.mcpmonitor.probe.files;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.Run;
import io.mcpmonitor.scan.Scans;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.WeakTable;
import org.jspecify.annotations.Nullable;

/** Which walks are under way, and which of them the current thread is in. */
final class FilesScope {
  private static final int MAX_WALKERS = 1_000;

  final Scans scans;
  private final ProbeContext context;
  private final WeakTable<Walk> walkers = new WeakTable<>(MAX_WALKERS);
  private volatile boolean workIsHooked;

  /** What a thread is doing. */
  static final class Here {
    /** How many methods of walkers it is in: what these read is told by themselves. */
    int depth;

    @Nullable Walk walk;

    /** The run of the folder whose entries it reads; null when they are of none, or not new. */
    @Nullable Run listing;
  }

  /** A walk, which is one thread's at a time. */
  static final class Walk {
    final Run run;

    /** How many folders it is in, from the first one on that was read before. */
    int known;

    Walk(Run run) {
      this.run = run;
    }
  }

  private static final class OfThread extends ThreadLocal<Here> {
    @Override
    protected Here initialValue() {
      return new Here();
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one for each scope
  private final ThreadLocal<Here> threads = new OfThread();

  FilesScope(ProbeContext context) {
    this.context = context;
    this.scans = context.pipeline().scans();
  }

  /** Null where it is no concern of ours. */
  @Nullable Here here() {
    return isNoConcern() ? null : threads.get();
  }

  /** What the thread is doing, whatever thread it is. */
  Here ofThread() {
    return threads.get();
  }

  /** Whether the agent itself reads, or a watcher that looks for changes. */
  boolean isNoConcern() {
    return AgentThreads.isOwn() || scans.watching().isPolling();
  }

  @Nullable Walk begins(Object walker, Run run) {
    Walk walk = new Walk(run);
    if (walkers.put(walker, walk)) {
      return walk;
    }
    scans.walked(run);
    return null;
  }

  @Nullable Walk walkOf(Object walker) {
    return walkers.get(walker);
  }

  void ends(Object walker) {
    Walk walk = walkers.get(walker);
    if (walk != null) {
      walkers.remove(walker);
      scans.walked(walk.run);
    }
  }

  /** A file was found: from now on somebody may work on it. */
  void found() {
    if (!workIsHooked) {
      context.wake(FilesProbe.WORK);
      workIsHooked = true;
    }
  }
}
