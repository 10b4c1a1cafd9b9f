package io.mcpmonitor.state;

import io.mcpmonitor.event.Borrower;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.pipeline.Borrows;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.PoolRecorder;
import io.mcpmonitor.record.PoolSampler;
import io.mcpmonitor.record.SqlRecorder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of connection pools. */
public final class Databases {
  private static final int MAX_SHOWN = 200;
  private static final int MAX_FRAMES = 40;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PoolSampler sampler;
  private final Borrows borrows;
  private final DatabaseWatch watch;
  private final SqlRecorder statements;
  private final LabelGuard labels;
  private final long leakNanos;

  /**
   * @param leakNanos a connection that is held for longer counts as leaked
   */
  public Databases(
      PoolSampler sampler,
      Borrows borrows,
      DatabaseWatch watch,
      SqlRecorder statements,
      LabelGuard labels,
      long leakNanos) {
    this.sampler = sampler;
    this.borrows = borrows;
    this.watch = watch;
    this.statements = statements;
    this.labels = labels;
    this.leakNanos = leakNanos;
  }

  Snapshot.Databases at(long nowNanos) {
    List<PoolSampler.Sample> samples = sampler.current();
    if (samples.isEmpty()) {
      return new Snapshot.Databases(List.of(), List.of(), tools());
    }
    Map<PoolRef, Users> users = new HashMap<>();
    List<Snapshot.Connection> connections = new ArrayList<>();
    borrows.forEachHeld(
        holder -> {
          Users pool = users.computeIfAbsent(holder.pool(), unused -> new Users());
          pool.held.merge(toolOf(holder), 1, Integer::sum);
          Snapshot.Connection connection = show(holder, nowNanos);
          pool.leaked += connection.leaked() ? 1 : 0;
          connections.add(connection);
        });
    borrows.forEachWaiting(
        waiter -> {
          Users pool = users.computeIfAbsent(waiter.pool(), unused -> new Users());
          pool.waiting.merge(toolOf(waiter), 1, Integer::sum);
          connections.add(show(waiter, nowNanos));
        });
    connections.sort(Comparator.comparingDouble(Snapshot.Connection::ageSeconds).reversed());
    List<Snapshot.Pool> pools = new ArrayList<>();
    for (PoolSampler.Sample sample : samples) {
      pools.add(show(sample, users.getOrDefault(sample.pool().ref(), new Users())));
    }
    return new Snapshot.Databases(
        List.copyOf(pools),
        List.copyOf(connections.subList(0, Math.min(MAX_SHOWN, connections.size()))),
        tools());
  }

  private Map<String, Snapshot.DatabaseUse> tools() {
    Map<String, Snapshot.DatabaseUse> tools = new TreeMap<>();
    statements
        .tools()
        .forEach(
            (tool, use) ->
                tools.put(
                    tool,
                    new Snapshot.DatabaseUse(
                        use.statements(),
                        use.seconds(),
                        use.changedRows(),
                        use.returnedRows(),
                        use.repeatingCalls(),
                        use.repeated())));
    return tools;
  }

  private Snapshot.Pool show(PoolSampler.Sample sample, Users users) {
    DatabaseWatch.Verdict verdict = watch.of(sample.pool());
    return new Snapshot.Pool(
        sample.pool().ref().name(),
        sample.pool().ref().kind(),
        sample.reading(),
        users.leaked,
        verdict == null ? Level.GOOD : verdict.load(),
        verdict == null ? null : verdict.reachable(),
        verdict == null ? Level.GOOD : verdict.answers(),
        verdict == null ? null : verdict.latencyMs(),
        users.held,
        users.waiting);
  }

  private Snapshot.Connection show(Borrower borrower, long nowNanos) {
    String tool = toolOf(borrower);
    long ageNanos = Math.max(0, nowNanos - borrower.sinceNanos());
    return new Snapshot.Connection(
        borrower.pool().name(),
        tool.isEmpty() ? null : tool,
        borrower.threadName(),
        borrower.threadId(),
        borrower.isWaiting(),
        ageNanos / NANOS_PER_SECOND,
        !borrower.isWaiting() && ageNanos > leakNanos,
        frames(borrower.stack()));
  }

  private String toolOf(Borrower borrower) {
    return PoolRecorder.toolOf(labels, borrower.call());
  }

  private static @Nullable List<String> frames(StackTraceElement @Nullable [] stack) {
    if (stack == null) {
      return null;
    }
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : stack) {
      if (frames.size() < MAX_FRAMES && !frame.getClassName().startsWith("io.mcpmonitor.")) {
        frames.add(frame.toString());
      }
    }
    return List.copyOf(frames);
  }

  private static final class Users {
    final Map<String, Integer> held = new TreeMap<>();
    final Map<String, Integer> waiting = new TreeMap<>();
    int leaked;
  }
}
