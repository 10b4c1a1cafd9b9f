package io.mcpmonitor.probe.executors;

import io.mcpmonitor.event.Operation;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** Tasks that divide their work, parallel streams among them. */
final class ForkAdvice {
  private static final Object NOTHING = new Object();

  private final HandoverScope scope;
  private final ForkedTasks tasks = new ForkedTasks();

  ForkAdvice(HandoverScope scope) {
    this.scope = scope;
  }

  void forks(ForkJoinTask<?> task) {
    Operation operation = scope.toCarry(task);
    if (operation != null) {
      tasks.put(task, operation);
    }
  }

  void handedOver(Object pool, @Nullable ForkJoinTask<?> task) {
    if (task != null) {
      forks(task);
    }
  }

  @Nullable Object runs(ForkJoinTask<?> task) {
    Operation operation = tasks.take(task);
    if (operation == null) {
      return null;
    }
    Operation previous = scope.current.enter(operation);
    return previous == null ? NOTHING : previous;
  }

  void ran(boolean completed, @Nullable Object previous) {
    leave(previous);
  }

  void ranInto(Throwable thrown, @Nullable Object previous) {
    leave(previous);
  }

  private void leave(@Nullable Object previous) {
    if (previous != null) {
      scope.current.leave(previous instanceof Operation operation ? operation : null);
    }
  }
}
