package io.mcpmonitor.state;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpEvent.RegistrationMissed;
import io.mcpmonitor.event.McpEvent.ResponseSized;
import io.mcpmonitor.event.McpEvent.ServerStarted;
import io.mcpmonitor.event.McpEvent.TransportFailed;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.pipeline.InFlight;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.McpMetrics;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.scan.Scans;
import io.mcpmonitor.support.Management;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together what the agent knows into snapshots. */
public final class MonitorState implements Consumer<Event> {
  /** A snapshot this young is given out again, so that polling costs nothing. */
  private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int MAX_SERVERS = 100;
  private static final int MAX_TEXT = 200;

  /** On HTTP whoever knows the id of a session may take part in it. */
  private static final int SHOWN_OF_SESSION_ID = 8;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final InFlight inFlight;
  private final McpMetrics metrics;
  private final MetricStore store;
  private final AgentConfig.Service configured;
  private final String fallbackName;
  private final Supplier<List<ProbeStatus>> probes;
  private final Supplier<List<ExporterStatus>> exporters;
  private final ResourceSampler resources;
  private final Databases databases;
  private final Scans scans;
  private final long jvmStartMillis = Management.startMillis();
  private final LongSupplier nanoTime;
  private final Object seen = new Object();
  private volatile List<Snapshot.Server> servers = List.of();
  private final ToolCoverage coverage;
  private final TransportFailures failures = new TransportFailures();
  private final TrafficWindow window = new TrafficWindow();
  private volatile @Nullable Built last;

  /**
   * @param configured how the user calls the process
   * @param fallbackName the name of a process whose user and MCP server say none: its main class or
   *     jar
   * @param attached whether the process ran before the agent came
   * @param probes every probe known to the agent, as it is at the moment
   * @param databases the connection pools
   * @param scans the scans of files
   * @param exporters how export goes, as it is at the moment
   * @param background runs what may take long; a thread of the agent
   */
  public MonitorState(
      InFlight inFlight,
      McpMetrics metrics,
      MetricStore store,
      AgentConfig.Service configured,
      String fallbackName,
      boolean attached,
      Supplier<List<ProbeStatus>> probes,
      Databases databases,
      Scans scans,
      Supplier<List<ExporterStatus>> exporters,
      ScheduledExecutorService background) {
    this(
        inFlight,
        metrics,
        store,
        configured,
        fallbackName,
        attached,
        probes,
        databases,
        scans,
        exporters,
        background,
        System::nanoTime);
  }

  MonitorState(
      InFlight inFlight,
      McpMetrics metrics,
      MetricStore store,
      AgentConfig.Service configured,
      String fallbackName,
      boolean attached,
      Supplier<List<ProbeStatus>> probes,
      Databases databases,
      Scans scans,
      Supplier<List<ExporterStatus>> exporters,
      ScheduledExecutorService background,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.databases = databases;
    this.scans = scans;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.store = store;
    this.configured = configured;
    this.fallbackName = fallbackName;
    this.coverage = new ToolCoverage(attached);
    this.probes = probes;
    this.exporters = exporters;
    this.resources = new ResourceSampler(background);
  }

  @Override
  public void accept(Event event) {
    if (event instanceof ResponseSized sized) {
      failures.answered(sized.call().wire().transport(), sized.call().endNanos());
    } else if (event instanceof NamesRegistered registered) {
      coverage.registered(registered);
    } else if (event instanceof RegistrationMissed found) {
      coverage.missed(found);
    } else if (event instanceof ServerStarted started) {
      add(new Snapshot.Server(cut(started.name()), started.version()));
    } else if (event instanceof TransportFailed failed) {
      failures.failed(failed.transport(), failed.message(), nanoTime.getAsLong());
    }
  }

  /** The state of the process, at most a quarter of a second old. */
  public Snapshot current() {
    Built built = last;
    if (built != null && isYoung(built)) {
      return built.snapshot;
    }
    synchronized (this) {
      built = last;
      if (built == null || !isYoung(built)) {
        built = new Built(build(), nanoTime.getAsLong());
        last = built;
      }
      return built.snapshot;
    }
  }

  /** What the monitored process is called at the moment. */
  public Snapshot.Service service() {
    List<Snapshot.Server> known = servers;
    String ownName = known.isEmpty() ? fallbackName : known.get(0).name();
    String ownVersion = known.isEmpty() ? null : known.get(0).version();
    return new Snapshot.Service(
        configured.name() != null ? configured.name() : ownName,
        configured.version() != null ? configured.version() : ownVersion,
        configured.environment(),
        configured.region());
  }

  /** Whether its name and version will not become better known. */
  public boolean isServiceKnown() {
    return !servers.isEmpty() || (configured.name() != null && configured.version() != null);
  }

  private boolean isYoung(Built built) {
    return nanoTime.getAsLong() - built.nanos < MAX_AGE_NANOS;
  }

  private Snapshot build() {
    Clock clock = new Clock(Instant.now(), nanoTime.getAsLong());
    ToolTable tools = ToolTable.of(store.recorded(), metrics.labels(), clock::at);
    Long lastRequest = metrics.lastRequestNanos();
    TrafficWindow.Recent recent =
        window.add(clock.nanos, tools.requests(), tools.errors(), metrics.malformedMessages());
    return new Snapshot(
        clock.now,
        service(),
        servers,
        (clock.now.toEpochMilli() - jvmStartMillis) / MILLIS_PER_SECOND,
        resources.current(),
        new Snapshot.Traffic(
            tools.requests(),
            tools.errors(),
            lastRequest == null ? null : clock.at(lastRequest),
            recent.requests(),
            recent.errors(),
            recent.malformed()),
        tools.tools(),
        callsInFlight(clock.nanos),
        sessions(clock.nanos),
        failures.at(clock.nanos),
        databases.at(clock.nanos),
        new Snapshot.Sync(scans.views(), scans.watchers(), scans.recovery()),
        coverage.attest(probes.get()),
        List.copyOf(exporters.get()));
  }

  private List<Snapshot.CallInFlight> callsInFlight(long nowNanos) {
    List<McpCall> calls = new ArrayList<>();
    inFlight.forEach(calls::add);
    calls.sort(Comparator.comparingLong(McpCall::receivedNanos));
    List<Snapshot.CallInFlight> shown = new ArrayList<>();
    for (McpCall call : calls) {
      shown.add(show(call, nowNanos));
    }
    return List.copyOf(shown);
  }

  private Snapshot.CallInFlight show(McpCall call, long nowNanos) {
    McpSession session = call.session();
    Object id = call.requestId();
    return new Snapshot.CallInFlight(
        call.wire().side(),
        cut(call.method()),
        toolOf(call),
        id == null ? null : cut(id.toString()),
        session == null ? null : masked(session.id()),
        call.peerName(),
        call.wire().transport(),
        seconds(call.receivedNanos(), nowNanos),
        call.threadName() == null,
        call.threadName(),
        call.threadId());
  }

  private @Nullable String toolOf(McpCall call) {
    String target = call.target();
    if (call.targetKind() != TargetKind.TOOL) {
      return null;
    }
    return target == null ? LabelGuard.OTHER : metrics.labels().label(TargetKind.TOOL, target);
  }

  private List<Snapshot.Session> sessions(long nowNanos) {
    List<Snapshot.Session> shown = new ArrayList<>();
    for (McpSession session : metrics.sessions().list()) {
      shown.add(
          new Snapshot.Session(
              masked(session.id()),
              session.wire().side(),
              session.wire().transport(),
              session.wire().protocolVersion(),
              session.peerName(),
              session.peerVersion(),
              session.serverName(),
              seconds(session.openedNanos(), nowNanos)));
    }
    return List.copyOf(shown);
  }

  private void add(Snapshot.Server server) {
    synchronized (seen) {
      if (servers.size() < MAX_SERVERS && !servers.contains(server)) {
        servers = with(servers, server);
      }
    }
  }

  private static <T> List<T> with(List<T> list, T added) {
    List<T> longer = new ArrayList<>(list);
    longer.add(added);
    return List.copyOf(longer);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private static String masked(String sessionId) {
    return sessionId.substring(0, Math.min(SHOWN_OF_SESSION_ID, sessionId.length() / 2)) + "…";
  }

  private static double seconds(long fromNanos, long toNanos) {
    return Math.max(0, toNanos - fromNanos) / NANOS_PER_SECOND;
  }

  /** Ties the two clocks together at one moment. */
  private record Clock(Instant now, long nanos) {
    Instant at(long thenNanos) {
      return now.minusNanos(nanos - thenNanos);
    }
  }

  private record Built(Snapshot snapshot, long nanos) {}
}
