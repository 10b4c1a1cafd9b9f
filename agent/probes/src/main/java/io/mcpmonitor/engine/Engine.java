package io.mcpmonitor.engine;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.Drops;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All hooks of this process. */
public final class Engine {
  private final Instrumentation instrumentation;
  private final HookTransformer transformer;
  private final List<ProbeSwitch> probes = new ArrayList<>();
  private final ProbeSwitch selfTest = new ProbeSwitch(SelfTest.PROBE, null);
  private boolean recording;
  private boolean attribution;

  public Engine(
      Instrumentation instrumentation,
      Pipeline pipeline,
      Drops drops,
      List<Probe> probes,
      AgentConfig config) {
    this.instrumentation = instrumentation;
    AdviceLinker linker =
        new AdviceLinker(instrumentation, pipeline, drops, capture(config.content()));
    this.transformer = new HookTransformer(instrumentation, linker);
    linker.transformer(transformer);
    transformer.add(selfTest, SelfTest.PROBE.hooks());
    for (Probe probe : probes) {
      ProbeSwitch probeSwitch = new ProbeSwitch(probe, whyNot(probe, config));
      this.probes.add(probeSwitch);
      if (probeSwitch.isOn()) {
        if (probe.phase() == Probe.Phase.ON_DEMAND || probe.phase() == Probe.Phase.ATTRIBUTION) {
          transformer.addSleeping(probeSwitch);
        } else {
          transformer.add(probeSwitch, probe.hooks());
        }
      }
    }
    attribution = config.traces().own();
    pipeline.beforeFirstAttribution(
        new Runnable() { // not a lambda: the JVM would make a class for it at the start
          @Override
          public void run() {
            attributionBegins();
          }
        });
  }

  private static Capture capture(AgentConfig.Content content) {
    return new Capture(content.level(), content.redact(), content.maxLength());
  }

  private static @Nullable String whyNot(Probe probe, AgentConfig config) {
    if (!config.probeEnabled(probe.id())) {
      return "probes.".concat(probe.id()).concat(".enabled is false");
    }
    if (probe.phase() == Probe.Phase.INJECTION && !config.inject().anything()) {
      return "inject is not set";
    }
    if (probe.hooks().isEmpty()) {
      return "no setting names a method for it";
    }
    return probe.phase() == Probe.Phase.TRACES && !config.traces().own() ? "traces are off" : null;
  }

  /**
   * Hooks every class that is loaded from now on.
   *
   * @param attached whether the application already runs: then classes loaded before are hooked too
   */
  public void install(boolean attached) {
    if (attached || !hooksTheJdk()) {
      transformer.stdinGate().open(); // too late, or nothing, to wait for
    }
    instrumentation.addTransformer(transformer, true);
    if (attached) {
      transformer.retransformLoaded();
    }
  }

  private boolean hooksTheJdk() {
    return !jdkClasses("java.io.FileInputStream").isEmpty();
  }

  /**
   * Hooks the classes of the JDK that were loaded before the agent was. Loads the weaver: classes
   * that are about to read stdin wait for it.
   */
  public void installInTheJdk() {
    try {
      transformer.retransformLoaded(jdkClasses("java.io.", "sun.nio.ch."));
    } finally {
      transformer.stdinGate().open();
    }
  }

  /** The classes whose names begin like this and that are hooked from the start. */
  private List<String> jdkClasses(String... starts) {
    List<String> classes = new ArrayList<>();
    for (ProbeSwitch probeSwitch : probes) {
      Probe probe = probeSwitch.probe();
      if (probeSwitch.isOn() && probe.phase() == Probe.Phase.START) {
        for (String name : HookTransformer.classNames(probe.hooks())) {
          for (String start : starts) {
            if (name.startsWith(start)) {
              classes.add(name);
            }
          }
        }
      }
    }
    return classes;
  }

  /**
   * The start of the application is over: what it uses all the time may be hooked from now on, once
   * it is needed.
   */
  public synchronized void installForRecording() {
    recording = true;
    if (attribution) {
      wake(Probe.Phase.ATTRIBUTION);
    }
  }

  /** On a thread of the application, which does not wait. */
  private synchronized void attributionBegins() {
    attribution = true;
    if (recording) {
      AgentThreads.daemon("attribution", () -> wake(Probe.Phase.ATTRIBUTION)).start();
    }
  }

  private void wake(Probe.Phase phase) {
    for (ProbeSwitch probeSwitch : probes) {
      if (probeSwitch.probe().phase() == phase) {
        transformer.wake(probeSwitch.probe().id());
      }
    }
  }

  /** Whether hooks work on this JVM; says on stderr why not. */
  public boolean selfTest() {
    String problem = SelfTest.run();
    if (problem != null) {
      AgentLog.warn(
          "hooks do not work on this JVM, nothing will be recorded: "
              + problem
              + "; java "
              + Runtime.version());
    }
    return problem == null;
  }

  /** How many classes this process has loaded under the agent: a start loads many, all the time. */
  public int classesSeen() {
    return transformer.classesSeen();
  }

  /** Every class of this name that the process has loaded, of whatever loader. */
  public List<Class<?>> loadedClasses(String name) {
    return transformer.loadedClasses(name);
  }

  /** What every probe does. */
  public List<ProbeStatus> probes() {
    return probes.stream().map(ProbeSwitch::status).toList();
  }
}
