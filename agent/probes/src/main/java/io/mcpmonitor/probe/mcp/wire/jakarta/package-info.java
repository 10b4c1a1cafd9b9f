/**
 * MCP servers on servlets of Jakarta that use no known library. The build makes the same package
 * for the old servlets of {@code javax} from it.
 */
@NullMarked
package io.mcpmonitor.probe.mcp.wire.jakarta;

import org.jspecify.annotations.NullMarked;
