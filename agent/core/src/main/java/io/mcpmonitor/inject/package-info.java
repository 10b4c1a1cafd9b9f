/** What the agent adds to the MCP servers of the process, so that their clients can ask them. */
@NullMarked
package io.mcpmonitor.inject;

import org.jspecify.annotations.NullMarked;
