package io.mcpmonitor.record;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.Borrower;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.PoolEvent.ConnectionCreated;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.pipeline.Borrows;
import io.mcpmonitor.record.MetricNames.Metric;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records connection pools by the OpenTelemetry conventions for databases. Times are recorded
 * without allocation; what the pools hold is asked for when collected.
 */
public final class PoolRecorder implements Consumer<Event> {
  private static final AttributeKey<String> POOL_NAME =
      AttributeKey.stringKey("db.client.connection.pool.name");
  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("db.client.connection.state");
  private static final AttributeKey<String> POOL_LABEL = AttributeKey.stringKey("pool");

  private static final List<Double> SECONDS =
      List.of(0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final PoolSampler sampler;
  private final Borrows borrows;
  private final LabelGuard labels;
  private final long leakNanos;
  private final DoubleHistogram wait;
  private final DoubleHistogram use;
  private final DoubleHistogram create;
  private final Map<String, Series> series = new ConcurrentHashMap<>();
  private final Context context = Context.root();

  private static final class Series {
    final Attributes attributes;
    final LongAdder timeouts = new LongAdder();

    Series(String pool) {
      attributes = Attributes.of(POOL_NAME, pool);
    }
  }

  /**
   * @param leakNanos a connection that is held for longer counts as leaked
   */
  public PoolRecorder(
      MetricStore store, LabelGuard labels, PoolSampler sampler, Borrows borrows, long leakNanos) {
    this.sampler = sampler;
    this.borrows = borrows;
    this.labels = labels;
    this.leakNanos = leakNanos;
    this.wait = store.histogram(MetricNames.POOL_WAIT_TIME, SECONDS);
    this.use = store.histogram(MetricNames.POOL_USE_TIME, SECONDS);
    this.create = store.histogram(MetricNames.POOL_CREATE_TIME, SECONDS);
    store.atFirstCollection(() -> observe(store));
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Borrow borrow) {
      record(borrow);
    } else if (event instanceof ConnectionCreated created && !created.failed()) {
      create.record(created.nanos() / NANOS_PER_SECOND, series(created.pool()).attributes, context);
    }
  }

  private void record(Borrow borrow) {
    if (borrow.takeWait()) {
      Series pool = series(borrow.pool());
      if (borrow.isTimedOut()) {
        pool.timeouts.increment();
      } else if (!borrow.hasFailed()) {
        wait.record(borrow.waitNanos() / NANOS_PER_SECOND, pool.attributes, context);
      }
    }
    if (borrow.takeUse()) {
      use.record(borrow.useNanos() / NANOS_PER_SECOND, series(borrow.pool()).attributes, context);
    }
  }

  private Series series(PoolRef pool) {
    Series known = series.get(pool.name());
    return known != null ? known : series.computeIfAbsent(pool.name(), Series::new);
  }

  private void observe(MetricStore store) {
    store.observe(
        MetricNames.POOL_COUNT,
        out -> {
          states(out, "used", PoolReading::active);
          states(out, "idle", PoolReading::idle);
        });
    gauge(store, MetricNames.POOL_MAX, PoolReading::max);
    gauge(store, MetricNames.POOL_IDLE_MIN, PoolReading::minIdle);
    gauge(store, MetricNames.POOL_PENDING, PoolReading::waiting);
    store.observe(
        MetricNames.POOL_TIMEOUTS,
        out -> series.forEach((n, s) -> out.record((double) s.timeouts.sum(), s.attributes)));
    store.observe(MetricNames.POOL_UTILIZATION, this::utilization);
    store.observe(MetricNames.DATABASE_LATENCY, this::latency);
    store.observe(MetricNames.POOL_LEAKED, this::leaked);
    store.observe(MetricNames.POOL_HELD, out -> byTool(out, true));
    store.observe(MetricNames.POOL_WAITING, out -> byTool(out, false));
  }

  private void gauge(MetricStore store, Metric metric, ToIntFunction<PoolReading> value) {
    store.observe(
        metric,
        out -> sums(value).forEach((pool, sum) -> out.record(sum, Attributes.of(POOL_NAME, pool))));
  }

  private void states(
      ObservableDoubleMeasurement out, String state, ToIntFunction<PoolReading> value) {
    sums(value)
        .forEach((pool, sum) -> out.record(sum, Attributes.of(POOL_NAME, pool, STATE, state)));
  }

  /** Pools share a name only when there are too many names. */
  private Map<String, Integer> sums(ToIntFunction<PoolReading> value) {
    Map<String, Integer> sums = new HashMap<>();
    for (PoolSampler.Sample sample : sampler.current()) {
      int own = value.applyAsInt(sample.reading());
      if (own >= 0) {
        sums.merge(sample.pool().ref().name(), own, Integer::sum);
      }
    }
    return sums;
  }

  private void utilization(ObservableDoubleMeasurement out) {
    Map<String, Double> worst = new HashMap<>();
    for (PoolSampler.Sample sample : sampler.current()) {
      worst.merge(sample.pool().ref().name(), sample.reading().utilization(), Math::max);
    }
    worst.forEach((pool, value) -> out.record(value, Attributes.of(POOL_LABEL, pool)));
  }

  private void latency(ObservableDoubleMeasurement out) {
    Map<String, Double> worst = new HashMap<>();
    for (PoolSampler.Sample sample : sampler.current()) {
      long nanos = sample.pool().latency();
      if (nanos >= 0) {
        worst.merge(sample.pool().ref().name(), nanos / NANOS_PER_MILLI, Math::max);
      }
    }
    worst.forEach((pool, value) -> out.record(value, Attributes.of(POOL_LABEL, pool)));
  }

  private void leaked(ObservableDoubleMeasurement out) {
    Map<String, Integer> counts = new HashMap<>();
    sampler.current().forEach(sample -> counts.put(sample.pool().ref().name(), 0));
    long now = System.nanoTime();
    borrows.forEachHeld(
        holder -> {
          if (now - holder.sinceNanos() > leakNanos) {
            counts.merge(holder.pool().name(), 1, Integer::sum);
          }
        });
    counts.forEach((pool, count) -> out.record(count, Attributes.of(POOL_LABEL, pool)));
  }

  private record PoolAndTool(String pool, String tool) {}

  private void byTool(ObservableDoubleMeasurement out, boolean held) {
    Map<PoolAndTool, Integer> counts = new HashMap<>();
    sampler.current().forEach(s -> counts.put(new PoolAndTool(s.pool().ref().name(), ""), 0));
    Consumer<Borrower> count =
        borrower ->
            counts.merge(
                new PoolAndTool(borrower.pool().name(), toolOf(labels, borrower.call())),
                1,
                Integer::sum);
    if (held) {
      borrows.forEachHeld(count);
    } else {
      borrows.forEachWaiting(count);
    }
    counts.forEach(
        (key, value) ->
            out.record(
                value, Attributes.of(POOL_LABEL, key.pool, McpAttributes.TOOL_LABEL, key.tool)));
  }

  /** The label of the tool that a call is of; empty when it is of none. */
  public static String toolOf(LabelGuard labels, @Nullable McpCall call) {
    if (call == null || call.targetKind() != TargetKind.TOOL) {
      return "";
    }
    String target = call.target();
    return target == null ? "" : labels.label(TargetKind.TOOL, target);
  }
}
