/** Advice for the benchmarks: the engine takes advice from packages of probes only. */
@NullMarked
package io.mcpmonitor.probe.benchmark;

import org.jspecify.annotations.NullMarked;
