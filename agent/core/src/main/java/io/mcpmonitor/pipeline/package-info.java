/** The way of an event from a probe to its consumers, and the table of calls in flight. */
@NullMarked
package io.mcpmonitor.pipeline;

import org.jspecify.annotations.NullMarked;
