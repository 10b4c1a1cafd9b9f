/** Threads, log and counters that every other package may use. */
@NullMarked
package io.mcpmonitor.support;

import org.jspecify.annotations.NullMarked;
