/**
 * Kotlin: MCP servers and clients on its SDK, and coroutines. The only package that the build puts
 * into the jar as it was compiled: it names the application's Kotlin, not ours.
 */
@NullMarked
package io.mcpmonitor.probe.kotlin;

import org.jspecify.annotations.NullMarked;
