package io.mcpmonitor.probe.executors;

import io.mcpmonitor.event.Operation;
import java.lang.ref.WeakReference;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The operations of fork-join tasks, which are objects of the application and cannot be replaced.
 * Of fixed size and without locks: where too many wait to run, a newer one takes the place of an
 * older one, which then runs for nobody.
 */
final class ForkedTasks {
  private static final int PLACES = 4_096;

  private static final class Forked extends WeakReference<ForkJoinTask<?>> {
    final Operation operation;

    Forked(ForkJoinTask<?> task, Operation operation) {
      super(task);
      this.operation = operation;
    }
  }

  private final AtomicReferenceArray<@Nullable Forked> places = new AtomicReferenceArray<>(PLACES);
  private final AtomicInteger waiting = new AtomicInteger();

  void put(ForkJoinTask<?> task, Operation operation) {
    if (places.getAndSet(place(task), new Forked(task, operation)) == null) {
      waiting.incrementAndGet();
    }
  }

  /** The operation of a task that runs now; costs one reading while nobody forks for a call. */
  @Nullable Operation take(ForkJoinTask<?> task) {
    if (waiting.get() == 0) {
      return null;
    }
    int place = place(task);
    Forked forked = places.get(place);
    if (forked == null || !forked.refersTo(task) || !places.compareAndSet(place, forked, null)) {
      return null;
    }
    waiting.decrementAndGet();
    return forked.operation;
  }

  private static int place(ForkJoinTask<?> task) {
    return System.identityHashCode(task) & (PLACES - 1);
  }
}
