/** Watches MCP servers on Quarkus: every message passes one handler, every answer one sender. */
@NullMarked
package io.mcpmonitor.probe.mcp.quarkus;

import org.jspecify.annotations.NullMarked;
