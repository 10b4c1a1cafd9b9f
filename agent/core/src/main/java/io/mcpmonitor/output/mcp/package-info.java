/** The answers to clients that ask the MCP server itself how it is. */
@NullMarked
package io.mcpmonitor.output.mcp;

import org.jspecify.annotations.NullMarked;
