package io.mcpmonitor.probe.executors;

import io.mcpmonitor.event.Operation;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RunnableFuture;
import org.jspecify.annotations.Nullable;

/** Tasks on their way to an executor. */
final class TaskAdvice {
  private final HandoverScope scope;

  TaskAdvice(HandoverScope scope) {
    this.scope = scope;
  }

  /**
   * Futures carry their operation inside. Queues compare tasks that can be compared, so these stay
   * as they are.
   */
  @Nullable Runnable task(@Nullable Runnable task) {
    if (task == null
        || task instanceof RunnableFuture
        || task instanceof ForkJoinTask
        || task instanceof Comparable) {
      return task;
    }
    Operation operation = scope.toCarry(task);
    return operation == null ? task : new Carrier.OfRunnable(scope.current, operation, task);
  }

  @Nullable Callable<?> callable(@Nullable Callable<?> task) {
    Operation operation = task == null ? null : scope.toCarry(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfCallable<>(scope.current, operation, task);
  }
}
