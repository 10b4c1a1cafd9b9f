package io.mcpmonitor.probe.executors;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.pipeline.Current;
import org.jspecify.annotations.Nullable;

/** Makes tasks carry the operation of the thread that hands them over. */
final class HandoverScope {
  private final ProbeContext context;
  final Current current;

  HandoverScope(ProbeContext context) {
    this.context = context;
    this.current = context.pipeline().current();
  }

  /** The operation that a task must carry; null when there is none, or the task carries one. */
  @Nullable Operation toCarry(Object task) {
    return task instanceof Carrier || !context.isOn() ? null : current.get();
  }
}
