/** MCP servers on Netty's HTTP codec, such as those on Vert.x, that use no known library. */
@NullMarked
package io.mcpmonitor.probe.mcp.wire.netty;

import org.jspecify.annotations.NullMarked;
