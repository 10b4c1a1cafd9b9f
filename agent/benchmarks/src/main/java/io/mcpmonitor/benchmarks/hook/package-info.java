/** What JMH runs: pairs of the same code without and with what the agent adds. */
@NullMarked
package io.mcpmonitor.benchmarks.hook;

import org.jspecify.annotations.NullMarked;
