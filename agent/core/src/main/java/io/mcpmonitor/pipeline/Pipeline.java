package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Borrow;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.inject.Injection;
import io.mcpmonitor.scan.ScanFilter;
import io.mcpmonitor.scan.ScanPlan;
import io.mcpmonitor.scan.Scans;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.Drops;
import io.mcpmonitor.support.WeakList;
import io.mcpmonitor.trace.Tracing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only fan-out: every event of every probe passes here. The threads of the application only put
 * events into a queue; the consumers get them, in the same order, when somebody wants to know
 * ({@link #catchUp}) or when many have come together. So recording costs the application little,
 * and what was told before a reader asks is in what it reads.
 */
public final class Pipeline {
  /** So many events are worth waking a thread for. */
  private static final int MANY = 2_048;

  /** One for each application and library. */
  private static final int MAX_LOOKS = 1_000;

  private static final int TRIES_TO_MAKE_ROOM = 10_000;
  private static final long A_MOMENT = 50_000;

  private final EventQueue queue = new EventQueue();
  private final ReentrantLock emptying = new ReentrantLock();
  private final LongAdder consumerFailures = new LongAdder();
  private final Drops drops;
  private final InFlight inFlight;
  private final Sources sources;
  private final WeakList<Look> looks = new WeakList<>(MAX_LOOKS);
  private final LibraryCalls libraryCalls = new LibraryCalls();
  private final Current current = new Current();
  private final Statements statements;
  private Map<String, String> properties = Map.of();
  private @Nullable ScanPlan scanPlan;
  private @Nullable Scans scans;
  private final Tracing tracing;
  private volatile @Nullable Injection injection;
  private volatile boolean callSeen;
  private volatile @Nullable List<Consumer<Event>> consumers;
  private volatile @Nullable Thread recorder;
  private volatile @Nullable Runnable follower;

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

  /**
   * A call of a known library begins: it is in flight until it ends. It has its place in a trace,
   * unless it is to have none because the library makes a span of it itself.
   */
  public void beginCall(McpCall call) {
    libraryCalls.met(call);
    beginCallOnTheWire(call);
  }

  /** A call begins that was only seen on the wire. */
  public void beginCallOnTheWire(McpCall call) {
    inFlight.add(call);
  }

  /** A call was none, or was seen elsewhere too: it leaves the table without a trace. */
  public void forgetCall(McpCall call) {
    inFlight.remove(call);
  }

  /** What is served by libraries that probes know. */
  public LibraryCalls libraryCalls() {
    return libraryCalls;
  }

  /**
   * Something begins that the current thread does for the operation it works for. When it has
   * ended, it is to be published. What has no place in a trace of ours causes nothing that has one.
   */
  public void begin(Operation operation) {
    attribute();
    Operation cause = current.get();
    if (cause != null) {
      operation.parent(cause);
      if (cause.trace() != null) {
        tracing.begin(operation);
      }
    }
  }

  /**
   * A call has ended: it leaves the table of calls in flight and is published, unless the agent has
   * answered it: {@link Injection} has counted that.
   */
  public void endCall(McpCall call) {
    inFlight.remove(call);
    if (!call.isOurs()) {
      publish(call);
    }
  }

  /** Tells the consumers of an event, soon. Never throws. */
  public void publish(Event event) {
    long number = queue.offer(event);
    if (number < 0) {
      queueIsFull(event);
    } else if ((number & (MANY - 1)) == MANY - 1) {
      LockSupport.unpark(recorder);
    }
    if (!callSeen && event instanceof McpCall) {
      callSeen = true;
    }
  }

  /**
   * Makes room, so that the order stays what it was. Never waits for long: who is making room may
   * need something that this thread holds.
   */
  private void queueIsFull(Event event) {
    List<Consumer<Event>> connected = consumers;
    if (connected == null) {
      drops.count(Drops.Reason.EVENT_BEFORE_START);
      return;
    }
    for (int i = 0; i < TRIES_TO_MAKE_ROOM; i++) {
      if (!emptying.tryLock()) {
        LockSupport.parkNanos(A_MOMENT);
      } else {
        try {
          empty(connected);
        } finally {
          emptying.unlock();
        }
      }
      if (queue.offer(event) >= 0) {
        return;
      }
    }
    dispatch(connected, event); // rather out of order than lost
  }

  /**
   * Connects the consumers, which get all that has waited: to be called once. A consumer must bear
   * events from several threads at a time, although that is rare.
   */
  public void connect(List<Consumer<Event>> connected) {
    consumers = List.copyOf(connected);
    catchUp();
    Thread thread = AgentThreads.daemon("recorder", this::recordWhenMany);
    recorder = thread;
    thread.start();
  }

  private void recordWhenMany() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park(this);
      catchUp();
    }
  }

  /** Hands the consumers everything that was published before this call. */
  public void catchUp() {
    List<Consumer<Event>> connected = consumers;
    if (connected != null) {
      emptying.lock();
      try {
        empty(connected);
      } finally {
        emptying.unlock();
      }
    }
  }

  private void empty(List<Consumer<Event>> connected) {
    long end = queue.end();
    for (Event event = queue.poll(end); event != null; event = queue.poll(end)) {
      dispatch(connected, event);
    }
  }

  /**
   * Runs this, without waiting for it, when something is told for the first time that belongs to
   * the operation which caused it: from then on operations must be followed from thread to thread.
   */
  public void beforeFirstAttribution(Runnable follow) {
    follower = follow;
  }

  private void attribute() {
    Runnable follow = follower;
    if (follow != null) {
      follower = null;
      follow.run();
    }
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
    attribute();
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

  /** Looks at this again and again from now on, for as long as somebody else holds it. */
  public void lookAt(Look look) {
    boolean unused = looks.add(look); // without it the garbage collector tells, later
  }

  /** One look at everything that nobody tells of. Never throws. */
  public void look() {
    for (Look each : looks.all()) {
      try {
        each.look();
      } catch (Throwable failure) {
        AgentLog.warnOnce("what nobody tells of could not be looked at", failure);
      }
    }
  }

  /**
   * How scans of files are judged. To be called before there can be any.
   *
   * @param systemProperties they name the folders that never count
   * @param plan how they are judged, and what the user names
   */
  public synchronized void watchScans(Map<String, String> systemProperties, ScanPlan plan) {
    properties = systemProperties;
    scanPlan = plan;
  }

  /** The scans of files; made when first asked for. */
  public synchronized Scans scans() {
    Scans known = scans;
    if (known == null) {
      known = new Scans(drops, this::publish);
      ScanPlan plan = scanPlan;
      known.configure(ScanFilter.of(properties), plan == null ? ScanPlan.DEFAULT : plan);
      scans = known;
    }
    return known;
  }

  /** What the servers of this process are given. To be called before there can be any. */
  public void inject(Injection given) {
    injection = given;
  }

  /** What the servers of this process are given. */
  public Injection injection() {
    Injection known = injection;
    return known == null ? Injection.NONE : known;
  }

  /** What is asked of databases. */
  public Statements statements() {
    return statements;
  }

  /** Whether a call has ended. */
  public boolean hasSeenCall() {
    return callSeen;
  }

  /** How often a consumer threw. */
  public long consumerFailures() {
    return consumerFailures.sum();
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
    if (event instanceof Borrow borrow) {
      sources.borrows().delivered(borrow);
    }
  }
}
