package io.mcpmonitor.record;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.MessageMalformed;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpEvent.ResponseSized;
import io.mcpmonitor.event.McpEvent.SessionClosed;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.pipeline.InFlight;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Records what happens on MCP connections by the OpenTelemetry conventions for MCP. A call of a
 * kind that was seen before allocates nothing and takes no lock.
 */
public final class McpMetrics implements Consumer<Event> {
  /** Fixed by the conventions. */
  static final List<Double> SECONDS =
      List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);

  private static final List<Double> WAIT_SECONDS =
      List.of(0.0001, 0.001, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0);
  private static final List<Double> BYTES =
      List.of(128.0, 512.0, 2048.0, 8192.0, 32768.0, 131072.0, 524288.0, 2097152.0, 8388608.0);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NEVER = Long.MIN_VALUE;

  private final LabelGuard labels;
  private final SeriesTable series;
  private final OpenSessions sessions;
  private final MalformedMessages malformed = new MalformedMessages();
  private final InFlight inFlight;
  private final DoubleHistogram serverDuration;
  private final DoubleHistogram clientDuration;
  private final DoubleHistogram serverSessionDuration;
  private final DoubleHistogram clientSessionDuration;
  private final DoubleHistogram queueWait;
  private final DoubleHistogram requestSize;
  private final DoubleHistogram responseSize;
  private volatile long lastRequest = NEVER;

  public McpMetrics(MetricStore store, LabelGuard labels, InFlight inFlight, Drops drops) {
    this(store, labels, inFlight, drops, MetricStore.MAX_SERIES);
  }

  McpMetrics(MetricStore store, LabelGuard labels, InFlight inFlight, Drops drops, int maxSeries) {
    this.labels = labels;
    this.inFlight = inFlight;
    this.series = new SeriesTable(labels, drops, maxSeries);
    this.sessions = new OpenSessions(drops);
    this.serverDuration = store.histogram(MetricNames.SERVER_OPERATION_DURATION, SECONDS);
    this.clientDuration = store.histogram(MetricNames.CLIENT_OPERATION_DURATION, SECONDS);
    this.serverSessionDuration = store.histogram(MetricNames.SERVER_SESSION_DURATION, SECONDS);
    this.clientSessionDuration = store.histogram(MetricNames.CLIENT_SESSION_DURATION, SECONDS);
    this.queueWait = store.histogram(MetricNames.QUEUE_WAIT, WAIT_SECONDS);
    this.requestSize = store.histogram(MetricNames.REQUEST_SIZE, BYTES);
    this.responseSize = store.histogram(MetricNames.RESPONSE_SIZE, BYTES);
    store.atFirstCollection(() -> observe(store));
  }

  /** The sessions that are open. */
  public OpenSessions sessions() {
    return sessions;
  }

  /** The names that may become labels. */
  public LabelGuard labels() {
    return labels;
  }

  /** How many messages could not be read. */
  public long malformedMessages() {
    return malformed.total();
  }

  /**
   * When the last request to this process ended, on the clock of {@link System#nanoTime()}; null
   * before the first.
   */
  public @Nullable Long lastRequestNanos() {
    long nanos = lastRequest;
    return nanos == NEVER ? null : nanos;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof McpCall call) {
      record(call);
    } else if (event instanceof ResponseSized sized) {
      recordResponse(sized);
    } else if (event instanceof NamesRegistered registered) {
      labels.register(registered);
    } else if (event instanceof SessionOpened opened) {
      sessions.opened(opened.session());
    } else if (event instanceof SessionClosed closed) {
      recordSession(closed);
    } else if (event instanceof MessageMalformed message) {
      malformed.count(message.how());
    }
  }

  private void record(McpCall call) {
    if (call.method().equals(McpMethods.SUBSCRIPTIONS_LISTEN)) {
      return; // lasts for hours by design: it would drown every duration
    }
    TargetSeries target = series.find(call);
    call.series(target);
    Context context = Exemplars.contextOf(call);
    double seconds = seconds(call.receivedNanos(), call.endNanos());
    if (call.wire().side() == Side.CLIENT) {
      clientDuration.record(seconds, target.of(call), context);
      return;
    }
    serverDuration.record(seconds, target.of(call), context);
    if (call.isNotification()) {
      return;
    }
    lastRequest = call.endNanos();
    if (call.requestBytes() >= 0) {
      requestSize.record((double) call.requestBytes(), target.methodAndTool(), context);
    }
    if (call.targetKind() == TargetKind.TOOL) {
      LabelGuard.Name name = target.name();
      if (name != null) {
        name.used(call.endNanos());
      }
      if (call.threadName() != null) {
        queueWait.record(
            seconds(call.receivedNanos(), call.startedNanos()), target.toolOnly(), context);
      }
    }
  }

  private void recordResponse(ResponseSized sized) {
    McpCall call = sized.call();
    if (call.wire().side() == Side.SERVER
        && sized.bytes() >= 0
        && !call.method().equals(McpMethods.SUBSCRIPTIONS_LISTEN)) {
      TargetSeries target = call.series() instanceof TargetSeries found ? found : series.find(call);
      responseSize.record(
          (double) sized.bytes(), target.methodAndTool(), Exemplars.contextOf(call));
    }
  }

  private void recordSession(SessionClosed closed) {
    McpSession session = closed.session();
    sessions.closed(session);
    DoubleHistogram duration =
        session.wire().side() == Side.SERVER ? serverSessionDuration : clientSessionDuration;
    duration.record(
        seconds(session.openedNanos(), closed.endNanos()),
        series.ofSession(session.wire()),
        Context.root());
  }

  private void observe(MetricStore store) {
    store.observe(
        MetricNames.SERVER_SESSIONS_ACTIVE, out -> out.record(sessions.count(Side.SERVER)));
    store.observe(MetricNames.MESSAGES_MALFORMED, malformed::observe);
    store.observe(
        MetricNames.REQUESTS_IN_FLIGHT,
        out -> countInFlight(out, call -> !call.method().equals(McpMethods.SUBSCRIPTIONS_LISTEN)));
    store.observe(
        MetricNames.QUEUE_SIZE,
        out ->
            countInFlight(
                out, call -> call.targetKind() == TargetKind.TOOL && call.threadName() == null));
  }

  /** Every tool has a value, so that a tool without calls in flight is seen to have none. */
  private void countInFlight(ObservableDoubleMeasurement out, Predicate<McpCall> counted) {
    Map<String, Integer> counts = new HashMap<>();
    counts.put("", 0);
    for (LabelGuard.Name tool : labels.tools()) {
      counts.put(tool.text(), 0);
    }
    inFlight.forEach(
        call -> {
          if (call.wire().side() == Side.SERVER && !call.isNotification() && counted.test(call)) {
            counts.merge(toolOf(call), 1, Integer::sum);
          }
        });
    counts.forEach(
        (tool, count) -> out.record(count, Attributes.of(McpAttributes.TOOL_LABEL, tool)));
  }

  private String toolOf(McpCall call) {
    String target = call.target();
    return call.targetKind() == TargetKind.TOOL && target != null
        ? labels.label(TargetKind.TOOL, target)
        : "";
  }

  private static double seconds(long fromNanos, long toNanos) {
    return Math.max(0, toNanos - fromNanos) / NANOS_PER_SECOND;
  }
}
