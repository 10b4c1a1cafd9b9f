package io.mcpmonitor.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** {@code java -jar benchmarks.jar [startup|load|scan|hook|all] [--rounds N] [--quick]}. */
public final class Main {
  /** Enough that a server on two processors always has something to do. */
  private static final int CLIENTS = 4;

  private Main() {}

  /** Runs and prints; ends with 2 when it does not know an argument. */
  public static void main(String[] arguments) throws Exception {
    List<String> what = Arrays.asList("startup", "load", "scan", "hook", "all");
    String chosen = "all";
    int rounds = 0;
    boolean quick = false;
    for (int i = 0; i < arguments.length; i++) {
      if (what.contains(arguments[i])) {
        chosen = arguments[i];
      } else if (arguments[i].equals("--quick")) {
        quick = true;
      } else if (arguments[i].equals("--rounds") && i + 1 < arguments.length) {
        rounds = Integer.parseInt(arguments[++i]);
      } else {
        System.err.println(
            "usage: benchmarks.jar [startup|load|scan|hook|all] [--rounds N] [--quick]");
        System.exit(2);
      }
    }
    run(chosen, rounds, quick);
  }

  private static void run(String chosen, int rounds, boolean quick)
      throws IOException, InterruptedException, RunnerException {
    Installation installation = new Installation();
    Budgets budgets = new Budgets();
    boolean all = chosen.equals("all");
    machine("before");
    if (all || chosen.equals("startup")) {
      System.out.println("## Start (medians; ratios within the same round)");
      int times = rounds > 0 ? rounds : quick ? 1 : 3;
      StartupBenchmark startup =
          new StartupBenchmark(installation, times, List.of(Variant.values()));
      startup.run(Transport.STDIO, budgets);
      startup.run(Transport.HTTP, budgets);
    }
    if (all || chosen.equals("load")) {
      System.out.println("## Load (closed loops; medians of turns)");
      LoadBenchmark.Effort effort =
          quick
              ? new LoadBenchmark.Effort(1, 6, 250, 4_000)
              : new LoadBenchmark.Effort(rounds > 0 ? rounds : 4, 10, 500, 20_000);
      try (LoadBenchmark load = new LoadBenchmark(installation, effort)) {
        load.run(Transport.STDIO, 1, budgets);
        load.run(Transport.HTTP, 1, budgets);
        load.run(Transport.HTTP, CLIENTS, budgets);
      }
    }
    if (all || chosen.equals("scan")) {
      System.out.println("## Scans of files (one thread; medians of interleaved rounds)");
      int starts = rounds > 0 ? rounds : quick ? 1 : 4;
      new ScanBenchmark(installation, starts, quick ? 3 : 4, quick ? 10_000 : 100_000).run(budgets);
    }
    if (all || chosen.equals("hook")) {
      System.out.println("## Hook (JMH)");
      new HookBenchmark(installation, quick).run(budgets);
    }
    budgets.jar(installation);
    budgets.print();
    machine("after");
  }

  private static void machine(String when) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "Java %s, %d CPUs, load average %s: %.1f%n",
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            when,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }
}
