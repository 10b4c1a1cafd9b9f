/** Probes for what watches folders: whether somebody still takes its events. */
@NullMarked
package io.mcpmonitor.probe.watch;

import org.jspecify.annotations.NullMarked;
