/** Watches MCP servers on Helidon: each request passes one method of its JSON-RPC routing. */
@NullMarked
package io.mcpmonitor.probe.mcp.helidon;

import org.jspecify.annotations.NullMarked;
