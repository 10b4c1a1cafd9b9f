package io.mcpmonitor.probe.executors;

import io.mcpmonitor.event.Operation;
import io.mcpmonitor.pipeline.Current;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task of the application with the operation that caused it. What is handed over once may run
 * many times (a periodic task): after the operation has ended, only the first run still belongs to
 * it.
 */
abstract class Carrier {
  private final Current current;
  private @Nullable Operation operation;
  private boolean ran;

  Carrier(Current current, Operation operation) {
    this.current = current;
    this.operation = operation;
  }

  @Nullable Operation enter() {
    Operation carried = operation;
    if (carried != null && ran && carried.isEnded()) {
      carried = null;
      operation = null;
    }
    ran = true;
    return current.enter(carried);
  }

  void leave(@Nullable Operation previous) {
    current.leave(previous);
  }

  static final class OfRunnable extends Carrier implements Runnable {
    private final Runnable task;

    OfRunnable(Current current, Operation operation, Runnable task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public void run() {
      Operation previous = enter();
      try {
        task.run();
      } finally {
        leave(previous);
      }
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  static final class OfCallable<V> extends Carrier implements Callable<V> {
    private final Callable<V> task;

    OfCallable(Current current, Operation operation, Callable<V> task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public V call() throws Exception {
      Operation previous = enter();
      try {
        return task.call();
      } finally {
        leave(previous);
      }
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  static final class OfSupplier<V> extends Carrier implements Supplier<V> {
    private final Supplier<V> task;

    OfSupplier(Current current, Operation operation, Supplier<V> task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public V get() {
      Operation previous = enter();
      try {
        return task.get();
      } finally {
        leave(previous);
      }
    }
  }

  static final class OfFunction<A, V> extends Carrier implements Function<A, V> {
    private final Function<A, V> task;

    OfFunction(Current current, Operation operation, Function<A, V> task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public V apply(A value) {
      Operation previous = enter();
      try {
        return task.apply(value);
      } finally {
        leave(previous);
      }
    }
  }

  static final class OfBiFunction<A, B, V> extends Carrier implements BiFunction<A, B, V> {
    private final BiFunction<A, B, V> task;

    OfBiFunction(Current current, Operation operation, BiFunction<A, B, V> task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public V apply(A first, B second) {
      Operation previous = enter();
      try {
        return task.apply(first, second);
      } finally {
        leave(previous);
      }
    }
  }

  static final class OfConsumer<A> extends Carrier implements Consumer<A> {
    private final Consumer<A> task;

    OfConsumer(Current current, Operation operation, Consumer<A> task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public void accept(A value) {
      Operation previous = enter();
      try {
        task.accept(value);
      } finally {
        leave(previous);
      }
    }
  }

  static final class OfBiConsumer<A, B> extends Carrier implements BiConsumer<A, B> {
    private final BiConsumer<A, B> task;

    OfBiConsumer(Current current, Operation operation, BiConsumer<A, B> task) {
      super(current, operation);
      this.task = task;
    }

    @Override
    public void accept(A first, B second) {
      Operation previous = enter();
      try {
        task.accept(first, second);
      } finally {
        leave(previous);
      }
    }
  }
}
