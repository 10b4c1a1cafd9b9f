package io.mcpmonitor.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients in closed loops on the echo tool. The servers of all variants are up at the same time and
 * get short turns, so that a busy machine disturbs all of them alike; and all of them are started
 * several times, because no two JVMs compile the same code alike.
 */
final class LoadBenchmark implements AutoCloseable {
  private static final List<Variant> VARIANTS =
      List.of(Variant.NONE, Variant.CONTROL, Variant.EMPTY, Variant.OURS, Variant.OTEL);
  private static final int MAX_CALLS_PER_TURN = 100_000;

  /** Warm is a matter of calls, not of seconds; but nobody waits for ever. */
  private static final long MAX_WARM_UP_NANOS = 20_000_000_000L;

  private final Installation installation;
  private final Effort effort;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * How much is measured.
   *
   * @param starts how often the servers are started
   * @param turns of each server
   * @param turnMillis how long one is
   * @param warmUpCalls of each server, before its first turn
   */
  record Effort(int starts, int turns, long turnMillis, int warmUpCalls) {}

  LoadBenchmark(Installation installation, Effort effort) {
    this.installation = installation;
    this.effort = effort;
  }

  /** All turns of one variant. */
  private static final class Totals {
    long calls;
    long bytes;
    long cpuNanos;
  }

  /** What is measured of one transport. */
  private static final class Figures {
    final Samples throughput = new Samples();
    final Samples middle = new Samples();
    final Samples slow = new Samples();
    final Map<Variant, Totals> totals = new EnumMap<>(Variant.class);

    Totals of(Variant variant) {
      return totals.computeIfAbsent(variant, key -> new Totals());
    }
  }

  /**
   * @param clients how many at a time
   */
  void run(Transport transport, int clients, Budgets budgets) throws IOException {
    Figures figures = new Figures();
    for (int start = 0; start < effort.starts; start++) {
      Map<Variant, ServerProcess> servers = new EnumMap<>(Variant.class);
      try {
        for (int v = 0; v < VARIANTS.size(); v++) {
          Variant variant = VARIANTS.get((v + start) % VARIANTS.size());
          servers.put(variant, warmServer(variant, transport, clients));
        }
        measure(servers, figures);
      } finally {
        for (ServerProcess server : servers.values()) {
          server.close();
        }
      }
    }
    String what =
        transport.label() + (clients == 1 ? ", one client" : ", " + clients + " clients at a time");
    print(what, figures);
    budgets.atLeast(
        "throughput, ratio (" + what + ")",
        Budgets.THROUGHPUT_RATIO,
        figures.throughput.ratio(Variant.OURS),
        "%.3f");
  }

  private ServerProcess warmServer(Variant variant, Transport transport, int clients)
      throws IOException {
    ServerProcess server = new ServerProcess(installation, variant, transport, List.of());
    while (server.clients().size() < clients) {
      Client unused = server.connect();
    }
    List<Long> unused = turn(server, MAX_WARM_UP_NANOS, effort.warmUpCalls / clients);
    return server;
  }

  private void measure(Map<Variant, ServerProcess> servers, Figures figures) throws IOException {
    for (int i = 0; i < effort.turns; i++) {
      for (int v = 0; v < VARIANTS.size(); v++) {
        Variant variant = VARIANTS.get((v + i) % VARIANTS.size());
        ServerProcess server = servers.get(variant);
        if (server == null) {
          continue;
        }
        Client.Usage before = server.clients().get(0).usage();
        long start = System.nanoTime();
        List<Long> nanos = turn(server, effort.turnMillis * 1_000_000, MAX_CALLS_PER_TURN);
        double seconds = (System.nanoTime() - start) / 1e9;
        Client.Usage after = server.clients().get(0).usage();
        Totals sum = figures.of(variant);
        sum.calls += nanos.size();
        sum.bytes += after.bytes() - before.bytes();
        sum.cpuNanos += after.cpuNanos() - before.cpuNanos();
        figures.throughput.add(variant, nanos.size() / seconds);
        nanos.sort(null);
        figures.middle.add(variant, nanos.get(nanos.size() / 2) / 1e3);
        figures.slow.add(variant, nanos.get(nanos.size() * 99 / 100) / 1e3);
      }
    }
  }

  private static void print(String what, Figures figures) {
    Table table =
        new Table(
            "load, " + what,
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
      Totals sum = figures.of(variant);
      double bytes = (double) sum.bytes / sum.calls;
      base = variant == Variant.NONE ? bytes : base;
      table.row(
          variant.label(),
          Table.number("%.0f", figures.throughput.median(variant)),
          Table.number("%.3f", figures.throughput.ratio(variant)),
          Table.number("%.0f", figures.middle.median(variant)),
          Table.number("%.3f", figures.middle.ratio(variant)),
          Table.number("%.0f", figures.slow.median(variant)),
          Table.number("%.3f", figures.slow.ratio(variant)),
          Table.number("%.1f", sum.cpuNanos / 1e3 / sum.calls),
          Table.number("%.0f", bytes),
          Table.number("%+.0f", bytes - base));
    }
    table.print();
  }

  /** Every client calls until the time or the number is reached; the nanoseconds of each call. */
  private List<Long> turn(ServerProcess server, long forNanos, int maxCalls) throws IOException {
    List<Future<long[]>> loops = new ArrayList<>();
    for (Client client : server.clients()) {
      loops.add(threads.submit(() -> loop(client, forNanos, maxCalls)));
    }
    List<Long> all = new ArrayList<>();
    for (Future<long[]> loop : loops) {
      try {
        Arrays.stream(loop.get()).forEach(all::add);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException("a client failed", e.getCause());
      }
    }
    return all;
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static long[] loop(Client client, long forNanos, int maxCalls) {
    long[] nanos = new long[maxCalls];
    int calls = 0;
    long before = System.nanoTime();
    long begin = before;
    while (before - begin < forNanos && calls < maxCalls) {
      try {
        client.echo();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      long after = System.nanoTime();
      nanos[calls++] = after - before;
      before = after;
    }
    return Arrays.copyOf(nanos, calls);
  }
}
