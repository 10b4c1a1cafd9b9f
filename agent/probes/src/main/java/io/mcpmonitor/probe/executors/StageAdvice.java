package io.mcpmonitor.probe.executors;

import io.mcpmonitor.event.Operation;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be done when a completable future completes, wherever that may be. */
final class StageAdvice {
  private final HandoverScope scope;

  StageAdvice(HandoverScope scope) {
    this.scope = scope;
  }

  @Nullable Supplier<?> supplier(@Nullable Supplier<?> task) {
    Operation operation = operation(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfSupplier<>(scope.current, operation, task);
  }

  @Nullable Runnable runnable(@Nullable Runnable task) {
    Operation operation = operation(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfRunnable(scope.current, operation, task);
  }

  @Nullable Function<?, ?> function(@Nullable Function<?, ?> task) {
    Operation operation = operation(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfFunction<>(scope.current, operation, task);
  }

  @Nullable BiFunction<?, ?, ?> biFunction(@Nullable BiFunction<?, ?, ?> task) {
    Operation operation = operation(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfBiFunction<>(scope.current, operation, task);
  }

  @Nullable Consumer<?> consumer(@Nullable Consumer<?> task) {
    Operation operation = operation(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfConsumer<>(scope.current, operation, task);
  }

  @Nullable BiConsumer<?, ?> biConsumer(@Nullable BiConsumer<?, ?> task) {
    Operation operation = operation(task);
    return task == null || operation == null
        ? task
        : new Carrier.OfBiConsumer<>(scope.current, operation, task);
  }

  private @Nullable Operation operation(@Nullable Object task) {
    return task == null ? null : scope.toCarry(task);
  }
}
