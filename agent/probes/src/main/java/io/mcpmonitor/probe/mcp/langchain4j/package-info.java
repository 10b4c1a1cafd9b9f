/** Watches the MCP client of LangChain4j: its transports send every message. */
@NullMarked
package io.mcpmonitor.probe.mcp.langchain4j;

import org.jspecify.annotations.NullMarked;
