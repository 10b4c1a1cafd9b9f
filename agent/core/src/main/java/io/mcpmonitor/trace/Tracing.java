package io.mcpmonitor.trace;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives operations their place in a trace when they begin. Their spans are made when they have
 * ended; until then an operation costs its ids and nothing else.
 */
public final class Tracing {
  /** Gives nothing. */
  public static final Tracing OFF = new Tracing(null, new Propagation(List.of()));

  private final @Nullable Sampling sampling;
  private final Propagation propagation;
  private final boolean joinsOthers;
  private volatile boolean lookedForOthers;
  private volatile @Nullable OtelAgent other;

  /** Traces of our own only. */
  public Tracing(@Nullable Sampling sampling, Propagation propagation) {
    this(sampling, propagation, false);
  }

  /**
   * @param sampling null: no operation gets a place in a trace of ours
   * @param joinsOthers whether MCP calls become part of the OpenTelemetry Java agent's traces where
   *     it is attached; it watches everything else itself
   */
  public Tracing(@Nullable Sampling sampling, Propagation propagation, boolean joinsOthers) {
    this.sampling = sampling;
    this.propagation = propagation;
    this.joinsOthers = joinsOthers;
  }

  /** Whether MCP calls get a place in a trace. */
  public boolean isOn() {
    return sampling != null || other() != null;
  }

  /** Whether what calls cause gets a place in a trace of ours. */
  public boolean isOwn() {
    return sampling != null && other() == null;
  }

  /** Looked for at the first call: by then every agent has started, whatever their order. */
  private @Nullable OtelAgent other() {
    if (joinsOthers && !lookedForOthers) {
      other = OtelAgent.find();
      lookedForOthers = true;
    }
    return other;
  }

  /** An operation begins; its causes are known. */
  public void begin(Operation operation) {
    if (operation.trace() != null) {
      return;
    }
    OtelAgent joined = other();
    if (joined != null) {
      if (operation instanceof McpCall call) {
        joined.begin(call, EpochClock.INSTANCE.epochNanos(operation.beginNanos()));
      }
      return;
    }
    if (sampling == null) {
      return;
    }
    TraceContext parent = operation.parentTrace();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long spanId = notZero(random);
    if (parent != null && parent.isValid()) {
      operation.trace(parent.withSpan(spanId, sampling.samples(parent, parent.traceLow())));
      return;
    }
    long traceLow = notZero(random);
    operation.trace(
        new TraceContext(
            random.nextLong(),
            traceLow,
            spanId,
            sampling.samples(null, traceLow),
            null,
            parent == null ? null : parent.baggage()));
  }

  /**
   * Finds where an operation was caused in another process.
   *
   * @param fields the value of a field such as {@code traceparent}, or null
   * @return null when nothing usable came along
   */
  public @Nullable TraceContext extract(UnaryOperator<@Nullable String> fields) {
    return isOn() ? propagation.extract(fields) : null;
  }

  /** Tells another process who causes its work. */
  public void inject(TraceContext context, BiConsumer<String, String> fields) {
    propagation.inject(context, fields);
  }

  private static long notZero(ThreadLocalRandom random) {
    long bits = random.nextLong();
    return bits == 0 ? 1 : bits;
  }
}
