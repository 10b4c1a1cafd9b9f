package io.mcpmonitor.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One client in a closed loop on the echo tool. The servers of all variants stay up and get short
 * turns, so that a busy machine disturbs all of them alike.
 */
final class LoadBenchmark {
  private static final List<Variant> VARIANTS = List.of(Variant.NONE, Variant.OURS, Variant.OTEL);
  private static final int MAX_CALLS_PER_TURN = 100_000;

  /** Warm is a matter of calls, not of seconds; but nobody waits for ever. */
  private static final long MAX_WARM_UP_NANOS = 20_000_000_000L;

  private final Installation installation;
  private final int turns;
  private final long turnNanos;
  private final int warmUpCalls;

  LoadBenchmark(Installation installation, int turns, long turnMillis, int warmUpCalls) {
    this.installation = installation;
    this.turns = turns;
    this.turnNanos = turnMillis * 1_000_000;
    this.warmUpCalls = warmUpCalls;
  }

  /** All turns of one variant. */
  private static final class Totals {
    long calls;
    long bytes;
    long cpuNanos;
  }

  void run(Transport transport, Budgets budgets) throws IOException {
    Map<Variant, ServerProcess> servers = new EnumMap<>(Variant.class);
    try {
      for (Variant variant : VARIANTS) {
        ServerProcess server = new ServerProcess(installation, variant, transport, List.of());
        servers.put(variant, server);
        turn(server, MAX_WARM_UP_NANOS, warmUpCalls);
      }
      measure(transport, servers, budgets);
    } finally {
      for (ServerProcess server : servers.values()) {
        server.close();
      }
    }
  }

  private void measure(Transport transport, Map<Variant, ServerProcess> servers, Budgets budgets)
      throws IOException {
    Samples throughput = new Samples();
    Samples middle = new Samples();
    Samples slow = new Samples();
    Map<Variant, Totals> totals = new EnumMap<>(Variant.class);
    for (int i = 0; i < turns; i++) {
      for (int v = 0; v < VARIANTS.size(); v++) {
        Variant variant = VARIANTS.get((v + i) % VARIANTS.size());
        ServerProcess server = servers.get(variant);
        if (server == null) {
          continue;
        }
        ServerProcess.Usage before = server.usage();
        long start = System.nanoTime();
        long[] nanos = turn(server, turnNanos, MAX_CALLS_PER_TURN);
        double seconds = (System.nanoTime() - start) / 1e9;
        ServerProcess.Usage after = server.usage();
        Totals sum = totals.computeIfAbsent(variant, key -> new Totals());
        sum.calls += nanos.length;
        sum.bytes += after.bytes() - before.bytes();
        sum.cpuNanos += after.cpuNanos() - before.cpuNanos();
        throughput.add(variant, nanos.length / seconds);
        Arrays.sort(nanos);
        middle.add(variant, nanos[nanos.length / 2] / 1e3);
        slow.add(variant, nanos[nanos.length * 99 / 100] / 1e3);
      }
    }
    print(transport, throughput, middle, slow, totals);
    budgets.atLeast(
        "throughput, ratio (" + transport.label() + ")",
        Budgets.THROUGHPUT_RATIO,
        throughput.ratio(Variant.OURS),
        "%.3f");
  }

  private static void print(
      Transport transport,
      Samples throughput,
      Samples middle,
      Samples slow,
      Map<Variant, Totals> totals) {
    Table table =
        new Table(
            "load, " + transport.label(),
            "calls/s",
            "ratio",
            "p50 us",
            "ratio",
            "p99 us",
            "ratio",
            "CPU us/call",
            "B/call",
            "B added");
    double base = 0;
    for (Variant variant : VARIANTS) {
      Totals sum = totals.getOrDefault(variant, new Totals());
      double bytes = (double) sum.bytes / sum.calls;
      base = variant == Variant.NONE ? bytes : base;
      table.row(
          variant.label(),
          Table.number("%.0f", throughput.median(variant)),
          Table.number("%.3f", throughput.ratio(variant)),
          Table.number("%.0f", middle.median(variant)),
          Table.number("%.3f", middle.ratio(variant)),
          Table.number("%.0f", slow.median(variant)),
          Table.number("%.3f", slow.ratio(variant)),
          Table.number("%.1f", sum.cpuNanos / 1e3 / sum.calls),
          Table.number("%.0f", bytes),
          Table.number("%+.0f", bytes - base));
    }
    table.print();
  }

  /** Calls until the time or the number is reached; returns the nanoseconds of each call. */
  private static long[] turn(ServerProcess server, long forNanos, int maxCalls) throws IOException {
    long[] nanos = new long[maxCalls];
    int calls = 0;
    long before = System.nanoTime();
    long begin = before;
    while (before - begin < forNanos && calls < maxCalls) {
      server.echo(calls);
      long after = System.nanoTime();
      nanos[calls++] = after - before;
      before = after;
    }
    return Arrays.copyOf(nanos, calls);
  }
}
