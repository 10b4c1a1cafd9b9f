package io.mcpmonitor.agent;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.config.ConfigLoader;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.engine.Engine;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.inject.Injection;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.probe.Probes;
import io.mcpmonitor.scan.NamedMethods;
import io.mcpmonitor.scan.Rescan;
import io.mcpmonitor.scan.ScanPlan;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.Drops;
import io.mcpmonitor.trace.Propagation;
import io.mcpmonitor.trace.Tracing;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent into a process. What runs before the application's main method is here and in the
 * engine, and does no more than it must: settings are read and a transformer is installed.
 * Everything that records and shows starts later, in {@link Monitor}.
 */
public final class AgentMain {
  private AgentMain() {}

  /**
   * Called by the launcher, once per process.
   *
   * @param arguments what stands behind {@code -javaagent:…jar=}
   * @param attached whether the application already runs
   * @param jar the agent's own jar
   */
  public static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached, File jar) {
    Environment environment = Environment.ofProcess();
    if (isOwnCommandLine(environment, jar)) {
      return;
    }
    AgentConfig config =
        ConfigLoader.withProbes(ConfigLoader.load(arguments, environment), probeIds());
    for (String problem : config.problems()) {
      AgentLog.warn(problem);
    }
    if (!config.enabled()) {
      return;
    }
    Drops drops = new Drops();
    Pipeline pipeline = new Pipeline(drops, tracing(config.traces()));
    pipeline.sources().takeStacks(config.health().database().leakStacks());
    ScanPlan plan = scanPlan(config.scan());
    pipeline.watchScans(environment.properties(), plan);
    if (config.inject().anything()) {
      Rescan rescan = pipeline.scans().rescan();
      pipeline.inject(new Injection(features(config.inject(), rescan), rescan, attached));
    }
    Engine engine = new Engine(instrumentation, pipeline, drops, Probes.with(plan.named()), config);
    engine.install(attached);
    Monitor monitor = new Monitor(config, environment, pipeline, drops, engine, attached);
    AgentThreads.daemon("start", monitor).start();
  }

  private static Tracing tracing(AgentConfig.Traces traces) {
    return new Tracing(
        traces.own() ? traces.sampling() : null,
        new Propagation(traces.propagators()),
        traces.joined());
  }

  private static List<Feature> features(AgentConfig.Inject wanted, Rescan rescan) {
    List<Feature> features = new ArrayList<>();
    if (wanted.healthResource()) {
      features.add(Feature.HEALTH_STATUS);
    }
    if (wanted.syncTools()) {
      features.add(Feature.SYNC_STATUS);
      features.add(Feature.SYNC_HEALTH_CHECK);
      if (rescan.isPossible()) {
        features.add(Feature.FORCE_RESCAN);
      }
    }
    return features;
  }

  private static ScanPlan scanPlan(AgentConfig.Scan scan) {
    return new ScanPlan(
        scan.stallTimeout().toNanos(),
        scan.maxRecoveryAttempts(),
        new NamedMethods(scan.methods(), scan.itemMethods(), scan.recoveryMethod()));
  }

  /** With the agent in JAVA_TOOL_OPTIONS our own command line would monitor itself. */
  private static boolean isOwnCommandLine(Environment environment, File jar) {
    String classPath = environment.properties().get("java.class.path");
    return classPath != null && new File(classPath).getAbsoluteFile().equals(jar.getAbsoluteFile());
  }

  private static List<String> probeIds() {
    List<String> ids = new ArrayList<>();
    for (Probe probe : Probes.ALL) {
      ids.add(probe.id());
    }
    return ids;
  }
}
