/** What the agent costs, measured side by side with no agent and with another one. */
@NullMarked
package io.mcpmonitor.benchmarks;

import org.jspecify.annotations.NullMarked;
