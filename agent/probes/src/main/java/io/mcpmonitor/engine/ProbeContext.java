package io.mcpmonitor.engine;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.pipeline.ProbeNotes;
import io.mcpmonitor.pipeline.Shared;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.Drops;
import java.util.concurrent.ConcurrentMap;

/** What a probe's scope is made from: the only way from advice to the rest of the agent. */
public final class ProbeContext implements ProbeNotes {
  private final Pipeline pipeline;
  private final Drops drops;
  private final ProbeSwitch probeSwitch;
  private final HookTransformer transformer;
  private final Capture capture;
  private final ConcurrentMap<Class<?>, Object> shared;

  ProbeContext(
      Pipeline pipeline,
      Drops drops,
      Capture capture,
      ProbeSwitch probeSwitch,
      HookTransformer transformer,
      ConcurrentMap<Class<?>, Object> shared) {
    this.shared = shared;
    this.pipeline = pipeline;
    this.capture = capture;
    this.drops = drops;
    this.probeSwitch = probeSwitch;
    this.transformer = transformer;
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /** What of the content of calls may be kept. */
  public Capture capture() {
    return capture;
  }

  public Drops drops() {
    return drops;
  }

  /** Which probe this is. */
  public String probeId() {
    return probeSwitch.probe().id();
  }

  /** Tells people what the probe has done that is worth knowing, one line. */
  @Override
  public void note(String what) {
    probeSwitch.note(what);
  }

  /** The same, and a line on stderr. */
  public void say(String what) {
    probeSwitch.note(what);
    AgentLog.info(what);
  }

  /** Tells people what the probe was asked to do and cannot do, and why, one line. */
  public void cannot(String what) {
    probeSwitch.cannot(what);
  }

  /**
   * Nothing can be put into servers of the library that the probe watches. Told only to who asked
   * for it.
   *
   * @param why for people
   */
  public void cannotInject(String why) {
    if (!pipeline.injection().features().isEmpty()) {
      probeSwitch.cannot("what inject asks for cannot be put into these servers: ".concat(why));
    }
  }

  /** Counts a failure that happened outside of an advice method, for example in a callback. */
  @Override
  public void failed(Throwable failure) {
    probeSwitch.accept(failure);
  }

  /** Whether the probe has not been switched off. */
  public boolean isOn() {
    return probeSwitch.isOn();
  }

  /** What several probes have in common, in all applications of the process. */
  public <T> T shared(Class<T> type, Shared<T> made) {
    Object known = shared.get(type);
    if (known == null) {
      T mine = made.make(pipeline, capture, drops);
      Object other = shared.putIfAbsent(type, mine);
      known = other == null ? mine : other;
    }
    return type.cast(known);
  }

  @Override
  public void notNeeded(String why) {
    probeSwitch.notNeeded(why);
  }

  /**
   * Hooks what another probe is for, which was not needed until now. Returns when it is hooked.
   *
   * @param probeId the other probe, of the phase {@link Probe.Phase#ON_DEMAND}
   */
  public void wake(String probeId) {
    transformer.wake(probeId);
  }

  /**
   * Hooks a class that is already loaded and that no name in advance could name, such as the first
   * transport of an unknown kind.
   *
   * @param type the class that declares the method
   * @param hook what to hook in it; its class name is replaced by the type's
   */
  public void hookAlso(Class<?> type, Hook hook) {
    transformer.hookAlso(type, probeSwitch, hook);
  }
}
