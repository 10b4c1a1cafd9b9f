/**
 * Watches the official MCP Java SDK and everything built on it: its sessions see every message,
 * whatever the transport.
 */
@NullMarked
package io.mcpmonitor.probe.mcp.javasdk;

import org.jspecify.annotations.NullMarked;
