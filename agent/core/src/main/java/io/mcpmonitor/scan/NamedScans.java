package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.support.AgentThreads;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the methods tell that the user has named. A call of a scan method is a run; a call within it
 * is part of it, and so are calls of the same method at the same time. Items count for the run that
 * their thread is in, else for the one that was begun last, else for the last one that has ended.
 */
public final class NamedScans {
  private final Runs runs;
  private final Judge judge;
  private final Hands items;
  private final Recovery recovery;
  private final LongSupplier nanoTime;
  private volatile NamedMethods methods = NamedMethods.NONE;

  /** A call on the current thread, which is passed back when it returns. */
  private static final class Call {
    final Run run;

    /** Calls within it. */
    int depth;

    Call(Run run) {
      this.run = run;
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one for each process
  private final ThreadLocal<@Nullable Call> current = new ThreadLocal<>();

  NamedScans(Runs runs, Judge judge, Hands items, Recovery recovery, LongSupplier nanoTime) {
    this.runs = runs;
    this.judge = judge;
    this.items = items;
    this.recovery = recovery;
    this.nanoTime = nanoTime;
  }

  void methods(NamedMethods named) {
    methods = named;
  }

  /** The run of the call that the current thread is in; null when in none. */
  @Nullable Run here() {
    if (methods.scans().isEmpty()) {
      return null;
    }
    Call call = current.get();
    return call == null ? null : call.run;
  }

  /**
   * A scan method is called.
   *
   * @param method as the user names it
   * @param owner its instance; null when it is static
   * @return what to pass to {@link #returned} or {@link #threw}; null when it is no run
   */
  public @Nullable Object called(String method, @Nullable Object owner) {
    recovery.seen(owner);
    if (AgentThreads.isOwn()) {
      return null;
    }
    Call call = current.get();
    if (call != null) {
      call.depth++;
      return call;
    }
    Run run = join(methods.title(method));
    if (run == null) {
      return null;
    }
    run.worksHere(false);
    call = new Call(run);
    current.set(call);
    return call;
  }

  private @Nullable Run join(String name) {
    synchronized (runs) {
      Run known = runs.latest(name);
      if (known != null && known.calls > 0 && !known.isStuck()) {
        known.calls++;
        return known;
      }
      Run run =
          Run.named(
              name, !methods.items().isEmpty(), nanoTime.getAsLong(), System.currentTimeMillis());
      judge.replace(known, run);
      if (!runs.add(run)) {
        return null;
      }
      run.calls = 1;
      return run;
    }
  }

  /**
   * It returns.
   *
   * @param result what it returns: the run lasts until a {@link CompletionStage} is complete
   */
  public void returned(@Nullable Object state, @Nullable Object result) {
    Run run = leaves(state);
    if (run == null) {
      return;
    }
    if (result instanceof CompletionStage<?> stage) {
      try {
        CompletionStage<?> unused =
            stage.whenComplete((value, failure) -> ends(run, causeOf(failure)));
        return;
      } catch (RuntimeException e) {
        // a stage that nobody may wait for
      }
    }
    ends(run, null);
  }

  private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** It throws. */
  public void threw(@Nullable Object state, Throwable failure) {
    Run run = leaves(state);
    if (run != null) {
      ends(run, failure);
    }
  }

  /** The run that the thread leaves with this call; null when it stays in it. */
  private @Nullable Run leaves(@Nullable Object state) {
    if (!(state instanceof Call call)) {
      return null;
    }
    if (call.depth > 0) {
      call.depth--;
      return null;
    }
    current.remove();
    return call.run;
  }

  private void ends(Run run, @Nullable Throwable failure) {
    synchronized (runs) {
      run.calls--;
      if (failure != null) {
        run.failed(failure, false);
        run.callFailed = true;
      }
      if (run.calls == 0 && !run.isOver()) {
        long now = nanoTime.getAsLong();
        run.progress.stamp(now);
        judge.end(run, run.callFailed ? ScanState.FAILED : ScanState.COMPLETED, now);
      }
    }
  }

  /**
   * An item method is called.
   *
   * @return what to pass to {@link #itemDone}; null when it is of no run, or within another item
   */
  public @Nullable Object itemCalled() {
    if (runs.active().length == 0 || items.taken() != null) {
      return null;
    }
    Run run = here();
    if (run == null) {
      run = runs.called();
      run = run != null ? run : lastEnded();
    }
    if (run == null) {
      return null;
    }
    InHand item = new InHand(run, null, null, 0, Thread.currentThread());
    items.take(item);
    return item;
  }

  private @Nullable Run lastEnded() {
    Run last = null;
    for (Run run : runs.active()) {
      if (run.named && (last == null || run.startNanos - last.startNanos > 0)) {
        last = run;
      }
    }
    return last;
  }

  /**
   * An item method is left.
   *
   * @param failure what it throws; null when it returns
   */
  public void itemDone(@Nullable Object state, @Nullable Throwable failure) {
    if (!(state instanceof InHand item)) {
      return;
    }
    items.leave(item);
    if (failure != null) {
      item.run.failed(failure, false);
    }
    item.run.item(nanoTime.getAsLong());
    if (item.run.isOver()) {
      judge.reopen(item.run);
    }
  }

  /** An instance was made that the recovery method may be called on. */
  public void made(@Nullable Object instance) {
    recovery.seen(instance);
  }
}
