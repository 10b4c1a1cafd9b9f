/** MCP servers on the JDK's own HTTP server that use no known library. */
@NullMarked
package io.mcpmonitor.probe.mcp.wire.httpserver;

import org.jspecify.annotations.NullMarked;
