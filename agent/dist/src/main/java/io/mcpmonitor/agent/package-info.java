/** The wiring: how the parts of the agent are put together in one process. */
@NullMarked
package io.mcpmonitor.agent;

import org.jspecify.annotations.NullMarked;
