/** MCP servers on Undertow that use no known library. */
@NullMarked
package io.mcpmonitor.probe.mcp.wire.undertow;

import org.jspecify.annotations.NullMarked;
