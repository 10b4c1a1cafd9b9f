package io.mcpmonitor.pipeline;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.support.Drops;

/** Makes what several probes have in common, once in a process. */
public interface Shared<T> {
  T make(Pipeline pipeline, Capture capture, Drops drops);
}
