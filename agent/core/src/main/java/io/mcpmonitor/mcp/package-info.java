/** What every probe of an MCP library needs: calls, sessions and names, whoever speaks MCP. */
@NullMarked
package io.mcpmonitor.mcp;

import org.jspecify.annotations.NullMarked;
