/** HTTP around MCP calls: requests that come with them, and requests that their handlers send. */
@NullMarked
package io.mcpmonitor.probe.http;

import org.jspecify.annotations.NullMarked;
