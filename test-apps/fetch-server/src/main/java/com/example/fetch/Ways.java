package com.example.fetch;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The threads a handler may leave its work to. */
final class Ways {
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ExecutorService virtual = virtualThreads();
  private final SimpleAsyncTaskExecutor springAsync = new SimpleAsyncTaskExecutor();
  private final ThreadPoolTaskExecutor springPool = new ThreadPoolTaskExecutor();

  Ways() {
    springPool.initialize();
  }

  <T> T run(String way, Callable<T> work) throws Exception {
    return switch (way) {
      case "inline" -> work.call();
      case "executor" -> executor.submit(work).get();
      case "execute" -> {
        CompletableFuture<T> done = new CompletableFuture<>();
        executor.execute(() -> complete(done, work));
        yield done.get();
      }
      case "scheduled" -> {
        try (Timer timer = new Timer()) {
          yield timer.executor.schedule(work, 1, TimeUnit.MILLISECONDS).get();
        }
      }
      case "forkjoin" -> ForkJoinPool.commonPool().submit(work).get();
      case "recursive" -> ForkJoinPool.commonPool().invoke(new Divided<>(work, 2));
      case "completable" ->
          CompletableFuture.supplyAsync(() -> call(work), executor)
              .thenApplyAsync(value -> value)
              .get();
      case "stage" ->
          CompletableFuture.supplyAsync(
                  () -> 1, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
              .thenApply(ignored -> call(work))
              .get();
      case "virtual" -> virtual.submit(work).get();
      case "spring-async" -> {
        CompletableFuture<T> done = new CompletableFuture<>();
        springAsync.execute(() -> complete(done, work));
        yield done.get();
      }
      case "spring-pool" -> springPool.submit(work).get();
      case "reactor" ->
          Mono.delay(java.time.Duration.ofMillis(1))
              .publishOn(Schedulers.parallel())
              .flatMap(i -> Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic()))
              .toFuture()
              .get();
      default -> throw new IllegalArgumentException("no such way: " + way);
    };
  }

  /** Hands its work to a task below it, as those that divide their work do. */
  @SuppressWarnings("serial") // never written as an object
  private static final class Divided<T> extends RecursiveTask<T> {
    private final Callable<T> work;
    private final int levels;

    Divided(Callable<T> work, int levels) {
      this.work = work;
      this.levels = levels;
    }

    @Override
    protected T compute() {
      return levels == 0 ? call(work) : new Divided<>(work, levels - 1).fork().join();
    }
  }

  private record Timer(java.util.concurrent.ScheduledExecutorService executor)
      implements AutoCloseable {
    Timer() {
      this(Executors.newSingleThreadScheduledExecutor());
    }

    @Override
    public void close() {
      executor.shutdown();
    }
  }

  private static <T> void complete(CompletableFuture<T> done, Callable<T> work) {
    try {
      done.complete(work.call());
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Java 17 has none. */
  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return Executors.newCachedThreadPool();
    }
  }
}
