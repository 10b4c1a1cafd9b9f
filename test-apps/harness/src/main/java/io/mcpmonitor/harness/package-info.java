/** Starts real JVMs with and without the agent, drives MCP servers, reads what the agent tells. */
@NullMarked
package io.mcpmonitor.harness;

import org.jspecify.annotations.NullMarked;
