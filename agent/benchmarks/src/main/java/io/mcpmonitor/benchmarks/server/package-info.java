/** The server that is measured: plain MCP Java SDK, without a type of the agent. */
@NullMarked
package io.mcpmonitor.benchmarks.server;

import org.jspecify.annotations.NullMarked;
