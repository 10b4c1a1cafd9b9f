package io.mcpmonitor.agent;

import io.mcpmonitor.agent.Presence.Reach;
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
import io.mcpmonitor.output.otlp.ProcessResource;
import io.mcpmonitor.output.otlp.ServiceResource;
import io.mcpmonitor.output.prometheus.PrometheusOutput;
import io.mcpmonitor.pipeline.Borrows;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.probe.mcp.wire.stdio.StdioProbe;
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
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
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
  /**
   * The end of the process waits no longer for the last export: three seconds with all the rest.
   */
  private static final Duration LAST_FLUSH = Duration.ofMillis(2_500);

  private final AgentConfig config;
  private final Environment environment;
  private final Pipeline pipeline;
  private final Drops drops;
  private final Engine engine;
  private final boolean attached;
  private final Presence presence;
  private final Exporting export = new Exporting();
  private volatile @Nullable HealthReading health;
  private boolean begun;
  private @Nullable HealthWatch watch;

  Monitor(
      AgentConfig config,
      Environment environment,
      Pipeline pipeline,
      Drops drops,
      Engine engine,
      boolean attached) {
    this.config = config;
    this.environment = environment;
    this.presence = new Presence(config.http(), environment);
    this.pipeline = pipeline;
    this.drops = drops;
    this.engine = engine;
    this.attached = attached;
  }

  @Override
  public void run() {
    try {
      engine.installInTheJdk(); // loads the weaver beside the application's own start
      engine.selfTest();
      StdioProbe.warmUp();
      if (config.http().enabled() || config.otlp() != null) {
        watchTheEnd();
      }
      if (!attached) {
        ApplicationStart.await(config, pipeline, engine);
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
      presence.ends();
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
    presence.ends();
    if (presence.hasBegun()) {
      pipeline.scans().watching().ends();
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
      export.flush(LAST_FLUSH);
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
    MetricStore store = new MetricStore(resource(fallbackName), Exporting.extras(otlp));
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
            attached,
            engine::probes,
            new Databases(pools, borrows, databases, statements, labels, leakNanos),
            pipeline.scans(),
            export::status,
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
      consumers.add(new Spans(export.spans(), labels));
    }
    pipeline.connect(consumers);
    databases.start(background);
    if (config.inject().anything()) {
      Injection injection = pipeline.injection();
      injection.connect(new McpAnswers(config.health(), state::current, injection.rescan()));
    }
    lookAgainAndAgain(background);
    new JvmMetrics(store);
    AlertWatch alerts = new AlertWatch(config.alerts());
    SelfMetrics self =
        new SelfMetrics(store, pipeline, drops, this::hookFailures, export::readings, () -> health);
    ScheduledFuture<?> unused =
        background.scheduleWithFixedDelay(
            () -> check(state, alerts),
            0,
            config.health().checkInterval().toMillis(),
            TimeUnit.MILLISECONDS);
    if (config.http().enabled() && !presence.isEnding()) {
      show(state, new PrometheusOutput(store, labels, state::service), alerts);
    } else {
      presence.begins(new Reach(0, config.whyNoEndpoint(), null), state.service());
    }
    self.noteCpu(); // this thread ends now
  }

  private void lookAgainAndAgain(ScheduledExecutorService background) {
    pipeline.scans().classes(engine::loadedClasses);
    long between = config.scan().betweenLooks().toNanos();
    ScheduledFuture<?> unused =
        background.scheduleWithFixedDelay(
            () -> look(between), between, between, TimeUnit.NANOSECONDS);
  }

  private void look(long betweenLooksNanos) {
    try {
      pipeline.look();
      pipeline.catchUp(); // what came alone waits for no reader
      pipeline.scans().look(betweenLooksNanos);
    } catch (Throwable failure) {
      AgentLog.warnOnce("the look at the scans of files failed", failure);
    }
  }

  private void export(
      OtlpConfig otlp, MonitorState state, MetricStore store, List<Consumer<Event>> consumers) {
    Resource process = ProcessResource.of(environment).merge(store.resource());
    export.start(otlp, new ServiceResource(process, state::service, state::isServiceKnown), store);
    AgentEvents events = export.events();
    if (events != null) {
      consumers.add(events);
      watch = new HealthWatch(events);
    }
  }

  private void check(MonitorState state, AlertWatch alerts) {
    try {
      presence.renew(state.service());
      Snapshot snapshot = state.current();
      HealthReport report = HealthEvaluator.evaluate(snapshot, config.health());
      alerts.look(snapshot, report, export.events());
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
    boolean commands = pipeline.scans().rescan().isPossible();
    String secret = commands && config.http().token() == null ? Secret.make() : null;
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
      presence.begins(
          new Reach(0, "it could not be opened, its stderr says why", null), state.service());
      return;
    }
    Snapshot.Service service = state.service();
    AgentLog.info(service.name() + " is monitored, see " + endpoint.url() + "/health");
    presence.begins(new Reach(endpoint.port(), null, secret), service);
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
