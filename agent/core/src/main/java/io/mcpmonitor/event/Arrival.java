package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP request that a thread of the application answers: what MCP messages come in.
 *
 * @param trace what the caller says of its own trace in the headers
 * @param address of the client
 * @param port of the client; 0 when unknown
 * @param version of HTTP, such as {@code 1.1}
 */
public record Arrival(
    @Nullable TraceContext trace, @Nullable String address, int port, @Nullable String version) {}
