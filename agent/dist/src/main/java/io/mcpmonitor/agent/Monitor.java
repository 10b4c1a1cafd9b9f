package io.mcpmonitor.agent;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.config.OtlpConfig;
import io.mcpmonitor.engine.Engine;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.health.HealthEvaluator;
import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.inject.Injection;
import io.mcpmonitor.output.http.HttpAnswer;
import io.mcpmonitor.output.http.MonitorEndpoint;
import io.mcpmonitor.output.mcp.McpAnswers;
import io.mcpmonitor.output.otlp.AgentEvents;
import io.mcpmonitor.output.otlp.OtlpExport;
import io.mcpmonitor.output.otlp.ProcessResource;
import io.mcpmonitor.output.otlp.ServiceResource;
import io.mcpmonitor.output.prometheus.PrometheusOutput;
import io.mcpmonitor.output.runfile.RunFile;
import io.mcpmonitor.output.runfile.RunFiles;
import io.mcpmonitor.pipeline.Borrows;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.record.ExportReading;
import io.mcpmonitor.record.HealthReading;
import io.mcpmonitor.record.JvmMetrics;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.McpMetrics;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.record.PoolRecorder;
import io.mcpmonitor.record.PoolSampler;
import io.mcpmonitor.record.ScanRecorder;
import io.mcpmonitor.record.SelfMetrics;
import io.mcpmonitor.record.Spans;
import io.mcpmonitor.record.SqlRecorder;
import io.mcpmonitor.state.DatabaseWatch;
import io.mcpmonitor.state.Databases;
import io.mcpmonitor.state.ExporterStatus;
import io.mcpmonitor.state.MonitorState;
import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.AgentVersion;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records and shows: the wiring of everything behind the pipeline. It starts on a thread of its own
 * when the application has had its start; until then events wait in the pipeline.
 */
final class Monitor implements Runnable {
  /** A server that is not used at once gets at least so much time for its own start. */
  private static final Duration LEAST_WAIT = Duration.ofSeconds(2);

  /** A large server on a slow machine: somebody may be waiting for the endpoint. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** A start that loads fewer classes than this between two looks is over. */
  private static final int FEW_CLASSES = 20;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** The first answer of a server shall be out before the recorders take their share of the CPU. */
  private static final Duration AFTER_FIRST_CALL = Duration.ofMillis(250);

  /**
   * The end of the process waits no longer for the last export: three seconds with all the rest.
   */
  private static final Duration LAST_FLUSH = Duration.ofMillis(2_500);

  private static final Duration POLL = Duration.ofMillis(50);

  private final AgentConfig config;
  private final Environment environment;
  private final Pipeline pipeline;
  private final Drops drops;
  private final Engine engine;
  private final boolean attached;
  private final Instant started = Instant.now();
  private volatile @Nullable HealthReading health;
  private volatile @Nullable Reach reach;
  private volatile Snapshot.@Nullable Service told;
  private volatile @Nullable OtlpExport export;
  private volatile @Nullable Path runFile;
  private volatile boolean ending;
  private @Nullable String secret;
  private boolean begun;
  private @Nullable HealthWatch watch;

  /**
   * How the process can be asked.
   *
   * @param port of the endpoint
   * @param off why there is none
   */
  private record Reach(int port, @Nullable String off) {}

  Monitor(
      AgentConfig config,
      Environment environment,
      Pipeline pipeline,
      Drops drops,
      Engine engine,
      boolean attached) {
    this.config = config;
    this.environment = environment;
    this.pipeline = pipeline;
    this.drops = drops;
    this.engine = engine;
    this.attached = attached;
  }

  @Override
  public void run() {
    try {
      engine.selfTest(); // loads the weaver beside the application's own start
      engine.installInTheJdk();
      if (config.http().enabled() || config.otlp() != null) {
        watchTheEnd();
      }
      if (!attached) {
        waitForTheApplication();
      }
      engine.installForRecording();
      begin();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable failure) {
      AgentLog.warn("recording could not start, the application runs unmonitored", failure);
    }
  }

  private void watchTheEnd() {
    try {
      Runtime.getRuntime().addShutdownHook(AgentThreads.daemon("stop", this::end));
    } catch (IllegalStateException e) { // the process is ending already
      ending = true;
    }
  }

  private void waitForTheApplication() throws InterruptedException {
    long begin = System.nanoTime();
    long nextLook = LEAST_WAIT.minus(BETWEEN_LOOKS).toNanos();
    int classes = 0;
    for (long waited = 0; waited < LONGEST_WAIT.toNanos(); waited = System.nanoTime() - begin) {
      if (pipeline.hasSeenCall()) {
        Thread.sleep(AFTER_FIRST_CALL.toMillis());
        return;
      }
      if (config.inject().anything() && pipeline.injection().isHurried()) {
        return;
      }
      if (waited >= nextLook) {
        int now = engine.classesSeen();
        if (now - classes < FEW_CLASSES) {
          return;
        }
        classes = now;
        nextLook = waited + BETWEEN_LOOKS.toNanos();
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private synchronized void begin() {
    if (!begun) {
      begun = true;
      start();
    }
  }

  /** The process ends: the one shutdown hook. Whatever hangs, it takes no longer than it may. */
  private void end() {
    ending = true;
    if (reach != null) {
      pipeline.scans().watching().ends();
    }
    Path file = runFile;
    if (file != null) {
      remove(file);
    }
    if (config.otlp() != null) {
      Thread last = AgentThreads.daemon("last-export", this::exportTheRest);
      last.start();
      try {
        last.join(LAST_FLUSH.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A life that was too short for recording to start is exported too. */
  private void exportTheRest() {
    try {
      if (pipeline.hasSeenCall()) {
        begin();
      }
      pipeline.catchUp();
      OtlpExport exporting = export;
      if (exporting != null) {
        boolean unused = exporting.flush(LAST_FLUSH);
      }
    } catch (Throwable failure) {
      AgentLog.warn("the last export failed", failure);
    }
  }

  private void start() {
    ScheduledExecutorService background =
        Executors.newSingleThreadScheduledExecutor(AgentThreads.factory("background"));
    LabelGuard labels = new LabelGuard(drops);
    String fallbackName = ProcessName.of(environment);
    OtlpConfig otlp = config.otlp();
    MetricStore store = new MetricStore(resource(fallbackName), extras(otlp));
    store.beforeReading(pipeline::catchUp);
    McpMetrics metrics = new McpMetrics(store, labels, pipeline.inFlight(), drops);
    PoolSampler pools = new PoolSampler(pipeline.sources());
    Borrows borrows = pipeline.sources().borrows();
    long leakNanos = config.health().database().leakThreshold().toNanos();
    SqlRecorder statements =
        new SqlRecorder(store, labels, drops, config.health().database().repeats());
    DatabaseWatch databases = new DatabaseWatch(pools, config.health());
    MonitorState state =
        new MonitorState(
            pipeline.inFlight(),
            metrics,
            store,
            config.service(),
            fallbackName,
            engine::probes,
            new Databases(pools, borrows, databases, statements, labels, leakNanos),
            pipeline.scans(),
            this::exporters,
            background);
    List<Consumer<Event>> consumers =
        new ArrayList<>(
            List.of(
                metrics,
                state,
                new PoolRecorder(store, labels, pools, borrows, leakNanos),
                new ScanRecorder(store, pipeline.scans()),
                statements));
    if (otlp != null) {
      export(otlp, state, store, consumers);
    }
    if (pipeline.tracing().isOn()) {
      OtlpExport exporting = export;
      consumers.add(new Spans(exporting == null ? null : exporting.spans(), labels));
    }
    pipeline.connect(consumers);
    databases.start(background);
    if (config.inject().anything()) {
      Injection injection = pipeline.injection();
      injection.connect(new McpAnswers(config.health(), state::current, injection.rescan()));
    }
    watchScans(background);
    new JvmMetrics(store);
    AlertWatch alerts = new AlertWatch(config.alerts());
    SelfMetrics self =
        new SelfMetrics(store, pipeline, drops, this::hookFailures, this::exports, () -> health);
    ScheduledFuture<?> unused =
        background.scheduleWithFixedDelay(
            () -> check(state, alerts),
            0,
            config.health().checkInterval().toMillis(),
            TimeUnit.MILLISECONDS);
    if (config.http().enabled() && !ending) {
      show(state, new PrometheusOutput(store, labels, state::service), alerts);
    } else {
      reached(new Reach(0, config.whyNoEndpoint()), state.service());
    }
    self.noteCpu(); // this thread ends now
  }

  private void watchScans(ScheduledExecutorService background) {
    pipeline.scans().classes(engine::loadedClasses);
    long between = config.scan().betweenLooks().toNanos();
    ScheduledFuture<?> unused =
        background.scheduleWithFixedDelay(
            () -> look(between), between, between, TimeUnit.NANOSECONDS);
  }

  private void look(long betweenLooksNanos) {
    try {
      pipeline.catchUp(); // what came alone waits for no reader
      pipeline.scans().look(betweenLooksNanos);
    } catch (Throwable failure) {
      AgentLog.warnOnce("the look at the scans of files failed", failure);
    }
  }

  /** Loads the export, which nobody pays for without an endpoint. */
  private void export(
      OtlpConfig otlp, MonitorState state, MetricStore store, List<Consumer<Event>> consumers) {
    Resource process = ProcessResource.of(environment).merge(store.resource());
    ServiceResource resource = new ServiceResource(process, state::service, state::isServiceKnown);
    OtlpExport started = OtlpExport.start(otlp, resource, store::collectExponential);
    export = started;
    AgentEvents events = started.events();
    if (events != null) {
      consumers.add(events);
      watch = new HealthWatch(events);
    }
  }

  private static MetricStore.Extras extras(@Nullable OtlpConfig otlp) {
    if (otlp == null) {
      return MetricStore.Extras.NONE;
    }
    ExemplarFilter exemplars = ExemplarFilter.alwaysOff();
    if (otlp.traces() != null) {
      exemplars =
          switch (otlp.reading().exemplars()) {
            case TRACE_BASED -> ExemplarFilter.traceBased();
            case ALWAYS_ON -> ExemplarFilter.alwaysOn();
            case ALWAYS_OFF -> ExemplarFilter.alwaysOff();
          };
    }
    AggregationTemporality exponential = null;
    if (otlp.metrics() != null && otlp.reading().exponential()) {
      exponential =
          otlp.reading().temporality() == OtlpConfig.Temporality.CUMULATIVE
              ? AggregationTemporality.CUMULATIVE
              : AggregationTemporality.DELTA;
    }
    return new MetricStore.Extras(exemplars, exponential);
  }

  private List<ExporterStatus> exporters() {
    OtlpExport started = export;
    return started == null ? List.of() : started.status();
  }

  private List<ExportReading> exports() {
    List<ExportReading> all = new ArrayList<>();
    for (ExporterStatus status : exporters()) {
      all.add(
          new ExportReading(status.signal(), status.exported(), status.failed(), status.dropped()));
    }
    return all;
  }

  private void check(MonitorState state, AlertWatch alerts) {
    try {
      Reach known = reach;
      if (known != null) {
        leaveRunFile(known, state.service());
      }
      Snapshot snapshot = state.current();
      HealthReport report = HealthEvaluator.evaluate(snapshot, config.health());
      OtlpExport exporting = export;
      alerts.look(snapshot, report, exporting == null ? null : exporting.events());
      Map<String, Double> checks = new HashMap<>();
      report.checks().forEach((name, check) -> checks.put(name, check.status().value()));
      checks.values().removeIf(value -> value < 0);
      health =
          new HealthReading(report.status().value(), report.healthScore(), checks, alerts.counts());
      HealthWatch watching = watch;
      if (watching != null) {
        watching.look(report, engine.probes());
      }
    } catch (Throwable failure) {
      AgentLog.warnOnce("the health check failed", failure);
    }
  }

  private void show(MonitorState state, PrometheusOutput prometheus, AlertWatch alerts) {
    MonitorEndpoint endpoint;
    if (config.http().token() == null && pipeline.scans().rescan().isPossible()) {
      secret = Secret.make();
    }
    try {
      endpoint =
          new MonitorEndpoint(
              config,
              new MonitorEndpoint.Parts(
                  state::current,
                  (accept, encoding, query) -> {
                    PrometheusOutput.Response answer = prometheus.scrape(accept, query, encoding);
                    return new HttpAnswer(answer.status(), answer.headers(), answer.body());
                  },
                  alerts::report,
                  pipeline.scans().rescan(),
                  secret));
    } catch (IOException e) {
      AgentLog.warn("everything is recorded, but nothing can be shown", e);
      reached(new Reach(0, "it could not be opened, its stderr says why"), state.service());
      return;
    }
    Snapshot.Service service = state.service();
    AgentLog.info(service.name() + " is monitored, see " + endpoint.url() + "/health");
    reached(new Reach(endpoint.port(), null), service);
  }

  private void reached(Reach known, Snapshot.Service service) {
    leaveRunFile(known, service);
    reach = known;
  }

  /**
   * Tells the command line where this process can be asked; again when its name is known better.
   */
  private void leaveRunFile(Reach known, Snapshot.Service service) {
    if (service.equals(told)) {
      return;
    }
    told = service;
    try {
      Path file =
          RunFiles.ofUser(environment)
              .write(
                  new RunFile(
                      ManagementFactory.getRuntimeMXBean()
                          .getPid(), // loaded already, unlike ProcessHandle
                      config.http().host(),
                      known.port(),
                      known.off(),
                      config.http().token(),
                      secret,
                      service.name(),
                      service.version(),
                      AgentVersion.get(),
                      started));
      runFile = file;
      if (ending) {
        remove(file);
      }
    } catch (IOException e) {
      AgentLog.warn("the command line cannot find this process by its pid", e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // a stale file is recognised by its process
    }
  }

  private Map<String, Long> hookFailures() {
    Map<String, Long> failures = new HashMap<>();
    for (ProbeStatus probe : engine.probes()) {
      failures.put(probe.id(), probe.failures());
    }
    return failures;
  }

  private Resource resource(String fallbackName) {
    AgentConfig.Service service = config.service();
    AttributesBuilder attributes = Attributes.builder();
    config.resourceAttributes().forEach((key, value) -> put(attributes, key, value));
    put(attributes, "service.name", service.name() == null ? fallbackName : service.name());
    put(attributes, "service.version", service.version());
    put(attributes, "deployment.environment.name", service.environment());
    put(attributes, "cloud.region", service.region());
    put(attributes, "telemetry.distro.name", "mcp-monitor");
    put(attributes, "telemetry.distro.version", AgentVersion.get());
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  private static void put(AttributesBuilder attributes, String key, @Nullable String value) {
    if (value != null) {
      attributes.put(AttributeKey.stringKey(key), value);
    }
  }
}
