/** Trace ids in the application's own logs. */
@NullMarked
package io.mcpmonitor.probe.slf4j;

import org.jspecify.annotations.NullMarked;
