/** MCP as it goes over the wire: what is left where no library is known that speaks it. */
@NullMarked
package io.mcpmonitor.mcp.wire;

import org.jspecify.annotations.NullMarked;
