/** The command line: what {@code java -jar mcp-monitor.jar} does. */
@NullMarked
package io.mcpmonitor.cli;

import org.jspecify.annotations.NullMarked;
