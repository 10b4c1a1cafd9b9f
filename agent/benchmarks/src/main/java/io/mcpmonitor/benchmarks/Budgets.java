package io.mcpmonitor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;

/** What the agent may cost. Ratios, counts and bytes only: seconds depend on the machine. */
final class Budgets {
  static final double START_RATIO = 1.25;
  static final double THROUGHPUT_RATIO = 0.98;
  static final double SCAN_RATIO = 0.97;
  static final double LISTING_RATIO = 1.05;
  static final double RSS_ADDED_MEBIBYTES = 30;
  static final double JAR_MEGABYTES = 9;
  static final double HOOK_NANOS = 150;
  static final double HOOK_BYTES = 0;
  static final double SQL_NANOS = 1_500;
  static final double SQL_BYTES = 0;
  static final double UNSAMPLED_NANOS = 300;
  static final double SAMPLED_NANOS = 1_200;
  static final double SAMPLED_BYTES = 1_536;

  private final Table table = new Table("budget", "limit", "measured", "", "missed by");

  void atMost(String what, double limit, double measured, String format) {
    row(what, "<= " + Table.number(format, limit), measured, format, measured - limit);
  }

  void atLeast(String what, double limit, double measured, String format) {
    row(what, ">= " + Table.number(format, limit), measured, format, limit - measured);
  }

  private void row(String what, String limit, double measured, String format, double over) {
    boolean missed = !(over <= 0);
    table.row(
        what,
        limit,
        Table.number(format, measured),
        missed ? "MISS" : "PASS",
        missed ? Table.number(format, over) : "");
  }

  void jar(Installation installation) throws IOException {
    double megabytes = Files.size(installation.agentJar()) / 1e6;
    atMost("jar, MB", JAR_MEGABYTES, megabytes, "%.2f");
  }

  void print() {
    System.out.println("## Budgets");
    table.print();
  }
}
