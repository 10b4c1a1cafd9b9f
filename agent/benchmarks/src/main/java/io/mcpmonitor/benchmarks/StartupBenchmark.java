package io.mcpmonitor.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * From the start of the JVM to the first answer, and what the process has used after it has
 * settled. All variants run in turn within each round.
 */
final class StartupBenchmark {
  /** The agent starts its recorders after the first answer: they must be seen too. */
  private static final int SETTLE_MILLIS = 3_000;

  private final Installation installation;
  private final int rounds;
  private final List<Variant> variants;

  StartupBenchmark(Installation installation, int rounds, List<Variant> variants) {
    this.installation = installation;
    this.rounds = rounds;
    this.variants = variants;
  }

  void run(Transport transport, Budgets budgets) throws IOException, InterruptedException {
    Samples seconds = new Samples();
    Samples cpu = new Samples();
    Samples settledCpu = new Samples();
    Samples rss = new Samples();
    new ServerProcess(installation, Variant.NONE, transport, List.of()).close(); // warms the disk
    for (int round = 0; round < rounds; round++) {
      for (Variant variant : variants) {
        try (ServerProcess server =
            new ServerProcess(installation, variant, transport, List.of())) {
          cpu.add(variant, server.cpuSeconds());
          seconds.add(variant, server.secondsToAnswer);
          Thread.sleep(SETTLE_MILLIS);
          settledCpu.add(variant, server.cpuSeconds());
          rss.add(variant, server.rssMebibytes());
        }
      }
    }
    Table table =
        new Table(
            "start, " + transport.label(),
            "s to first answer",
            "ratio",
            "CPU s to it",
            "ratio",
            "CPU s, settled",
            "ratio",
            "RSS MiB, settled",
            "added");
    for (Variant variant : variants) {
      table.row(
          variant.label(),
          Table.number("%.2f", seconds.median(variant)),
          Table.number("%.2f", seconds.ratio(variant)),
          Table.number("%.2f", cpu.median(variant)),
          Table.number("%.2f", cpu.ratio(variant)),
          Table.number("%.2f", settledCpu.median(variant)),
          Table.number("%.2f", settledCpu.ratio(variant)),
          Table.number("%.0f", rss.median(variant)),
          Table.number("%+.0f", rss.added(variant)));
    }
    table.print();
    String where = " (" + transport.label() + ")";
    budgets.atMost(
        "start, ratio" + where, Budgets.START_RATIO, seconds.ratio(Variant.OURS), "%.2f");
    budgets.atMost(
        "RSS added, MiB" + where, Budgets.RSS_ADDED_MEBIBYTES, rss.added(Variant.OURS), "%.0f");
  }
}
