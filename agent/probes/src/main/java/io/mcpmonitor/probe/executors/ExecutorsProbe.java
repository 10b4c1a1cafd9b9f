package io.mcpmonitor.probe.executors;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * Executors, fork-join pools, completable futures and virtual threads of the JDK, and what Spring
 * adds. A task that is handed over inside an operation is replaced by one that carries the
 * operation along; all others stay as they are.
 */
public final class ExecutorsProbe {
  private static final String CONCURRENT = "java.util.concurrent.";

  private ExecutorsProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "executors",
            "Work that a call hands to other threads",
            "the JDK 17 to 25; Spring Framework 5 to 7",
            ExecutorsProbe.class.getPackageName(),
            "HandoverScope",
            List.of(),
            hooks())
        .neededAt(Probe.Phase.ATTRIBUTION);
  }

  private static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    hooks.add(task(CONCURRENT + "ThreadPoolExecutor", "execute").parameters(1));
    hooks.add(task(CONCURRENT + "FutureTask", "<init>").parameters(2).firstType("Runnable"));
    hooks.add(callable(CONCURRENT + "FutureTask", "<init>").parameters(1));
    String pool = CONCURRENT + "ForkJoinPool";
    hooks.add(task(pool, "execute").parameters(1).firstType("Runnable"));
    hooks.add(task(pool, "submit").parameters(1, 2).firstType("Runnable"));
    hooks.add(callable(pool, "submit").parameters(1).firstType("Callable"));
    forkJoin(hooks);
    virtualThreads(hooks);
    completableFutures(hooks);
    hooks.add(
        task("org.springframework.core.task.SimpleAsyncTaskExecutor", "doExecute").parameters(1));
    return List.copyOf(hooks);
  }

  private static void forkJoin(List<Hook> hooks) {
    Hook task = on(CONCURRENT + "ForkJoinTask", "").parameters(0).with("ForkAdvice");
    hooks.add(task.method("fork").enter("forks"));
    Hook runs = task.method("exec").enter("runs").exit("ran").thrown("ranInto");
    hooks.add(runs.onClass(CONCURRENT + "RecursiveTask"));
    hooks.add(runs.onClass(CONCURRENT + "RecursiveAction"));
    hooks.add(runs.onClass(CONCURRENT + "CountedCompleter"));
    Hook pool =
        on(CONCURRENT + "ForkJoinPool", "")
            .parameters(1)
            .firstType("ForkJoinTask")
            .with("ForkAdvice")
            .enter("handedOver");
    hooks.add(pool.method("execute"));
    hooks.add(pool.method("submit"));
    hooks.add(pool.method("invoke"));
  }

  /** Threads of the platform are not followed: they outlive what started them. */
  private static void virtualThreads(List<Hook> hooks) {
    String builders = "java.lang.ThreadBuilders$";
    hooks.add(task(builders + "VirtualThreadFactory", "newThread").parameters(1).ifPresent());
    hooks.add(task(builders + "VirtualThreadBuilder", "unstarted").parameters(1).ifPresent());
    hooks.add(task(builders + "VirtualThreadBuilder", "start").parameters(1).ifPresent());
    hooks.add(task("java.lang.Thread", "startVirtualThread").parameters(1).ifPresent());
  }

  private static void completableFutures(List<Hook> hooks) {
    Hook stage = on(CONCURRENT + "CompletableFuture", "").with("StageAdvice");
    hooks.add(stage.method("asyncSupplyStage").argument(1, "supplier"));
    hooks.add(stage.method("asyncRunStage").argument(1, "runnable"));
    hooks.add(stage.method("uniApplyStage").argument(1, "function"));
    hooks.add(stage.method("uniComposeStage").argument(1, "function"));
    hooks.add(stage.method("uniExceptionallyStage").argument(1, "function"));
    hooks.add(stage.method("uniComposeExceptionallyStage").argument(1, "function"));
    hooks.add(stage.method("orApplyStage").argument(2, "function"));
    hooks.add(stage.method("uniHandleStage").argument(1, "biFunction"));
    hooks.add(stage.method("biApplyStage").argument(2, "biFunction"));
    hooks.add(stage.method("uniAcceptStage").argument(1, "consumer"));
    hooks.add(stage.method("orAcceptStage").argument(2, "consumer"));
    hooks.add(stage.method("uniWhenCompleteStage").argument(1, "biConsumer"));
    hooks.add(stage.method("biAcceptStage").argument(2, "biConsumer"));
    hooks.add(stage.method("uniRunStage").argument(1, "runnable"));
    hooks.add(stage.method("biRunStage").argument(2, "runnable"));
    hooks.add(stage.method("orRunStage").argument(2, "runnable"));
  }

  private static Hook task(String className, String method) {
    return on(className, method).with("TaskAdvice").argument(0, "task");
  }

  private static Hook callable(String className, String method) {
    return on(className, method).with("TaskAdvice").argument(0, "callable");
  }
}
