/** MCP servers on stdin and stdout that use no known library: the JDK's streams and channels. */
@NullMarked
package io.mcpmonitor.probe.mcp.wire.stdio;

import org.jspecify.annotations.NullMarked;
