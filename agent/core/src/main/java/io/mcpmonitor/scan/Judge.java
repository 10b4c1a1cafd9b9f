package io.mcpmonitor.scan;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides how each run gets on. A run that is detected has ended when it has been quiet for a
 * moment and nobody is at it; that of the user's method when its calls have returned. Each method
 * holds the lock of {@link Runs}.
 */
final class Judge {
  /** So long without progress, and nobody is at it: the scan has ended. */
  static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** So long after its end a run takes late work, such as that of a slow queue. */
  static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Runs runs;
  private final Hands hands;
  private final RunThreads threads;
  private final Predicate<Run> isBusy;
  private final Recovery recovery;
  private final Consumer<Event> events;
  private final LongSupplier nanoTime;
  private volatile ScanPlan plan = ScanPlan.DEFAULT;
  private long lastLook;
  private boolean looked;

  Judge(
      Runs runs,
      Hands hands,
      RunThreads threads,
      @Nullable Predicate<Run> isBusy,
      Recovery recovery,
      Consumer<Event> events,
      LongSupplier nanoTime) {
    this.runs = runs;
    this.hands = hands;
    this.threads = threads;
    this.isBusy = isBusy == null ? threads::areBusy : isBusy;
    this.recovery = recovery;
    this.events = events;
    this.nanoTime = nanoTime;
  }

  void plan(ScanPlan other) {
    plan = other;
  }

  ScanPlan plan() {
    return plan;
  }

  /** Judges every run. */
  void look(long betweenLooksNanos) {
    synchronized (runs) {
      long now = nanoTime.getAsLong();
      long since = looked ? now - lastLook : 0;
      looked = true;
      lastLook = now;
      for (Run run : runs.latest()) {
        run.look(now, since, betweenLooksNanos);
        judge(run, now);
      }
      hands.forgetDead();
    }
  }

  private void judge(Run run, long now) {
    if (run.isOver()) {
      if (run.folders.areKnown() && now - run.endedNanos > LATE_NANOS) {
        runs.letGo(run);
      }
      return;
    }
    if (run.isStuck() && run.progress.quietNanos < plan.stallNanos() && run.progress.hasBegun()) {
      recovered(run);
    }
    if (run.state == ScanState.INITIALIZING && run.progress.filesScanned() > 0) {
      run.state = ScanState.SCANNING;
    }
    boolean isLong = run.progress.quietNanos >= plan.stallNanos();
    if (run.calls > 0) {
      if (isLong) {
        stuck(run, now);
      }
    } else if (run.progress.quietNanos >= SETTLED_NANOS) {
      if (!isDone(run) && isBusy.test(run)) {
        if (isLong && run.visible) {
          stuck(run, now);
        }
      } else {
        left(run, now);
      }
    }
  }

  private void recovered(Run run) {
    run.state = run.progress.filesScanned() > 0 ? ScanState.SCANNING : ScanState.INITIALIZING;
    runs.totals.of(run).recoveries++;
    long stalled = Math.max(0, run.progress.lastNanos() - run.stalledAt);
    events.accept(new ScanEvent.Recovered(runs.totals.nameOf(run), run.root(), stalled));
  }

  private void stuck(Run run, long now) {
    if (!run.isStuck()) {
      run.state = ScanState.STALLED;
      run.stalledAt = now - run.progress.quietNanos;
      runs.totals.of(run).stalls++;
      InHand inHand = threads.inHand(run);
      events.accept(
          new ScanEvent.Stalled(
              runs.totals.nameOf(run),
              run.root(),
              run.progress.filesScanned(),
              run.filesTotal(),
              run.progress.quietNanos,
              inHand == null ? null : inHand.path,
              threads.stacks(run, inHand)));
    }
    boolean isDue = run.progress.quietNanos - run.quietAtAttempt >= plan.stallNanos();
    if (isDue && isRecoverable(run)) {
      recover(run);
    }
  }

  /** With scans named by the user, the recovery method is for those; else for any. */
  private boolean isRecoverable(Run run) {
    return recovery.isPossible()
        && plan.maxRecoveryAttempts() > 0
        && (run.named || plan.named().scans().isEmpty());
  }

  private void recover(Run run) {
    String name = runs.totals.nameOf(run);
    if (run.recoveryAttempts >= plan.maxRecoveryAttempts()) {
      run.state = ScanState.STALLED;
      if (!run.givenUp) {
        run.givenUp = true;
        String why = "given up after " + run.recoveryAttempts + " attempts to recover it";
        run.says(why);
        events.accept(new ScanEvent.NotRecovered(name, run.root(), run.recoveryAttempts, why));
      }
      return;
    }
    int attempt = run.recoveryAttempts + 1;
    Rescan.Result result = recovery.call(failure -> failed(run, attempt, failure));
    if (result.outcome() == Rescan.Outcome.BUSY) {
      run.says(result.message());
      return;
    }
    run.recoveryAttempts = attempt;
    run.quietAtAttempt = run.progress.quietNanos;
    runs.totals.of(run).attempts++;
    if (result.outcome() == Rescan.Outcome.UNAVAILABLE) {
      notRecovered(run, attempt, result.message());
    } else {
      run.state = ScanState.RECOVERING;
      events.accept(new ScanEvent.Recovering(name, run.root(), attempt, recovery.method()));
    }
  }

  /** The recovery method has thrown. */
  private void failed(Run run, int attempt, String failure) {
    synchronized (runs) {
      if (run.isStuck()) {
        notRecovered(run, attempt, "the recovery method failed: " + failure);
      }
    }
  }

  private void notRecovered(Run run, int attempt, String why) {
    run.state = ScanState.STALLED;
    run.says(why);
    events.accept(new ScanEvent.NotRecovered(runs.totals.nameOf(run), run.root(), attempt, why));
  }

  /**
   * Another run of the same scan begins. When the one before is stuck, or was left so, its recovery
   * goes on with this one.
   */
  void replace(@Nullable Run before, Run run) {
    if (before == null) {
      return;
    }
    if (before.isStuck()) {
      run.continues(before);
      before.failed("another run has taken its place");
      end(before, ScanState.FAILED, nanoTime.getAsLong());
    } else if (before.leftStuck) {
      run.continues(before);
    }
  }

  /** Ends a run whose work is done before anybody has looked. */
  void endIfDone(Run run) {
    synchronized (runs) {
      if (!run.isOver() && run.visible && isDone(run)) {
        end(run, ScanState.COMPLETED, nanoTime.getAsLong());
      }
    }
  }

  /** Ends every run whose work is done, to make room for others. */
  void endDone() {
    for (Run run : runs.active()) {
      endIfDone(run);
    }
  }

  private boolean isDone(Run run) {
    return run.calls == 0
        && run.progress.filesScanned() > 0
        && run.progress.filesScanned() >= run.progress.filesFound()
        && !run.isWalking()
        && hands.busyFor(run) == null;
  }

  private void left(Run run, long now) {
    if (run.isStuck()) {
      run.failed("its threads have left it before it was done");
      end(run, ScanState.FAILED, now);
    } else if (!run.visible) {
      runs.forget(run); // nobody worked on so few files, or on none of them
    } else {
      boolean failed = run.progress.filesScanned() == 0 && run.hasRootFailed();
      end(run, failed ? ScanState.FAILED : ScanState.COMPLETED, now);
    }
  }

  /** A run has failed as a whole. */
  void fail(Run run) {
    synchronized (runs) {
      if (!run.isOver()) {
        run.visible = true;
        end(run, ScanState.FAILED, nanoTime.getAsLong());
      }
    }
  }

  void end(Run run, ScanState how, long now) {
    if (run.isStuck()) {
      if (how == ScanState.COMPLETED) {
        recovered(run); // before anybody has looked
      } else {
        run.leftStuck = true;
      }
    }
    run.state = how;
    run.endedNanos = now;
    if (!run.told) {
      run.told = true;
      events.accept(
          new ScanEvent.Ended(
              runs.totals.nameOf(run),
              run.root(),
              run.progress.lastNanos() - run.startNanos,
              run.progress.filesScanned(),
              run.filesTotal(),
              how == ScanState.FAILED ? run.lastError() : null));
    }
  }

  /** Work has come to a run that had ended. */
  void reopen(Run run) {
    synchronized (runs) {
      if (run.isOver() && run.folders.areKnown()) {
        run.progress.quietNanos = 0;
        run.state = ScanState.SCANNING;
      }
    }
  }
}
