package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.scan.ScanFilter;
import io.mcpmonitor.scan.Scans;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.Drops;
import io.mcpmonitor.trace.Tracing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only fan-out: every event of every probe passes here, on the thread it happened on. Until the
 * consumers are connected, events wait in a bounded queue with their true times.
 */
public final class Pipeline {
  private static final int MAX_WAITING = 20_000;

  private final ConcurrentLinkedQueue<Event> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final LongAdder consumerFailures = new LongAdder();
  private final Drops drops;
  private final InFlight inFlight;
  private final Sources sources;
  private final Current current = new Current();
  private final Statements statements;
  private Map<String, String> properties = Map.of();
  private long stallNanos = TimeUnit.SECONDS.toNanos(60);
  private @Nullable Scans scans;
  private final Tracing tracing;
  private volatile boolean callSeen;
  private volatile @Nullable List<Consumer<Event>> consumers;

  /** Without traces. */
  public Pipeline(Drops drops) {
    this(drops, Tracing.OFF);
  }

  public Pipeline(Drops drops, Tracing tracing) {
    this.drops = drops;
    this.tracing = tracing;
    this.inFlight = new InFlight(drops);
    this.sources = new Sources(drops);
    this.statements = new Statements(this, drops);
  }

  /** A call begins: it is in flight until it ends. Its causes are known. */
  public void beginCall(McpCall call) {
    tracing.begin(call);
    inFlight.add(call);
  }

  /**
   * Something begins that the current thread does for the operation it works for. When it has
   * ended, it is to be published.
   */
  public void begin(Operation operation) {
    Operation cause = current.get();
    if (cause != null) {
      operation.parent(cause);
      tracing.begin(operation);
    }
  }

  /** A call has ended: it leaves the table of calls in flight and is published. */
  public void endCall(McpCall call) {
    inFlight.remove(call);
    publish(call);
  }

  /** Hands an event to every consumer, or keeps it until there are consumers. Never throws. */
  public void publish(Event event) {
    boolean unused = publishes(event);
  }

  /** Like {@link #publish}; whether nobody will look at the event any more. */
  boolean publishes(Event event) {
    List<Consumer<Event>> connected = consumers;
    if (connected != null) {
      dispatch(connected, event);
      return true;
    }
    if (waitingCount.incrementAndGet() > MAX_WAITING) {
      waitingCount.decrementAndGet();
      drops.count(Drops.Reason.EVENT_BEFORE_START);
      return false;
    }
    waiting.add(event);
    if (event instanceof McpCall) {
      callSeen = true;
    }
    connected = consumers;
    if (connected != null) { // connected between the two reads: nobody else would come for it
      drain(connected);
    }
    return false;
  }

  /**
   * Connects the consumers and hands them what has waited. To be called once. What happens
   * meanwhile waits too, so that a call is not recorded before the names that were registered
   * before it.
   */
  public void connect(List<Consumer<Event>> connected) {
    List<Consumer<Event>> all = List.copyOf(connected);
    drain(all);
    consumers = all;
    drain(all); // what came between the two
  }

  /** How operations get their places in traces. */
  public Tracing tracing() {
    return tracing;
  }

  /** What each thread works for. */
  public Current current() {
    return current;
  }

  /** The calls that have begun and not ended. */
  public InFlight inFlight() {
    return inFlight;
  }

  /** The MCP call whose work this thread does; null when none. */
  @Nullable McpCall currentCall() {
    Operation operation = current.get();
    while (operation != null && !(operation instanceof McpCall)) {
      operation = operation.parent();
    }
    return (McpCall) operation;
  }

  /** The connection pools, which are asked instead of telling. */
  public Sources sources() {
    return sources;
  }

  /**
   * How scans of files are judged. To be called before there can be any.
   *
   * @param systemProperties they name the folders that never count
   * @param stallTimeoutNanos a scan that does not get on for longer is stalled
   */
  public synchronized void watchScans(
      Map<String, String> systemProperties, long stallTimeoutNanos) {
    properties = systemProperties;
    stallNanos = stallTimeoutNanos;
  }

  /** The scans of files; made when first asked for. */
  public synchronized Scans scans() {
    Scans known = scans;
    if (known == null) {
      known = new Scans(drops, this::publish);
      known.configure(ScanFilter.of(properties), stallNanos);
      scans = known;
    }
    return known;
  }

  /** What is asked of databases. */
  public Statements statements() {
    return statements;
  }

  /** Whether a call has ended while events still wait. */
  public boolean hasSeenCall() {
    return callSeen;
  }

  /** How often a consumer threw. */
  public long consumerFailures() {
    return consumerFailures.sum();
  }

  private void drain(List<Consumer<Event>> connected) {
    for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
      dispatch(connected, event);
    }
  }

  private void dispatch(List<Consumer<Event>> connected, Event event) {
    for (int i = 0; i < connected.size(); i++) {
      try {
        connected.get(i).accept(event);
      } catch (Throwable failure) {
        consumerFailures.increment();
        AgentLog.warnOnce("an event was not recorded", failure);
      }
    }
  }
}
