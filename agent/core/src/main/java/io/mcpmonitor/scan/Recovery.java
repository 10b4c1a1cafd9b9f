package io.mcpmonitor.scan;

import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.MethodName;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the application's recovery method: one call at a time, on a thread that is the
 * application's for all that it does there. A call that does not return is left alone: to interrupt
 * it would close the channels it works with.
 */
final class Recovery implements Rescan {
  private static final long WAIT_MILLIS = 100;

  private final LongSupplier nanoTime;
  private volatile @Nullable RecoveryMethod method;
  private volatile Function<String, List<Class<?>>> loadedClasses = name -> List.of();
  private @Nullable Call last;
  private long calls;

  Recovery(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A call of the method, from its begin on. */
  private static final class Call {
    final long startNanos;
    final CountDownLatch returned = new CountDownLatch(1);
    volatile @Nullable String failure;

    Call(long startNanos) {
      this.startNanos = startNanos;
    }

    boolean isRunning() {
      return returned.getCount() > 0;
    }
  }

  void method(@Nullable MethodName name) {
    method = name == null ? null : new RecoveryMethod(name);
  }

  /** How classes are found by their names. */
  void loadedClasses(Function<String, List<Class<?>>> byName) {
    loadedClasses = byName;
  }

  /** An object that the method may be called on. */
  void seen(@Nullable Object instance) {
    RecoveryMethod known = method;
    if (known != null && instance != null) {
      known.seen(instance);
    }
  }

  /** The name of the method, for people; empty when there is none. */
  String method() {
    RecoveryMethod known = method;
    return known == null ? "" : known.name();
  }

  @Override
  public boolean isPossible() {
    return method != null;
  }

  @Override
  public Result now() {
    RecoveryMethod known = method;
    if (known == null) {
      return NONE.now();
    }
    Result result = call(failure -> {});
    if (result.outcome() == Outcome.STARTED) {
      AgentLog.info(known.name() + " is called, as somebody has asked to scan anew");
      return soon(known);
    }
    return result;
  }

  private Result soon(RecoveryMethod known) {
    Call call;
    synchronized (this) {
      call = last;
    }
    try {
      if (call != null && call.returned.await(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        String failure = call.failure;
        return failure == null
            ? new Result(Outcome.DONE, known.name() + " has returned")
            : new Result(Outcome.FAILED, known.name() + " failed: " + failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Result(Outcome.STARTED, known.name() + " is running");
  }

  /**
   * Calls the method and does not wait for it.
   *
   * @param failed gets what it throws, on another thread
   */
  synchronized Result call(Consumer<String> failed) {
    RecoveryMethod known = method;
    if (known == null) {
      return NONE.now();
    }
    Call before = last;
    long now = nanoTime.getAsLong();
    if (before != null && before.isRunning()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(now - before.startNanos);
      return new Result(
          Outcome.BUSY, known.name() + " was called " + seconds + " s ago and has not returned");
    }
    RecoveryMethod.Target target;
    try {
      target = known.target(loadedClasses);
    } catch (RecoveryMethod.Missing e) {
      return new Result(Outcome.UNAVAILABLE, e.words());
    }
    Call call = new Call(now);
    last = call;
    calls++;
    AgentThreads.forApplication("recovery", target.loader(), () -> run(call, known, target, failed))
        .start();
    return new Result(Outcome.STARTED, known.name() + " is called");
  }

  private static void run(
      Call call, RecoveryMethod method, RecoveryMethod.Target target, Consumer<String> failed) {
    try {
      method.invoke(target);
    } catch (Throwable thrown) { // whatever the application throws ends here
      call.failure = Run.words(thrown);
    }
    call.returned.countDown();
    String failure = call.failure;
    if (failure != null) {
      failed.accept(failure);
    }
  }

  /** What is known of it; null when no method is named. */
  synchronized @Nullable RecoveryView view() {
    RecoveryMethod known = method;
    if (known == null) {
      return null;
    }
    Call call = last;
    return new RecoveryView(
        known.name(),
        calls,
        call != null && call.isRunning(),
        call == null ? null : Math.max(0, nanoTime.getAsLong() - call.startNanos) / 1e9,
        call == null ? null : call.failure);
  }
}
