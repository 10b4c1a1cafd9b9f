package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/** How the messages of a call travel. */
public enum McpTransport {
  STDIO("stdio", "pipe", null),
  SSE("sse", "tcp", "http"),
  STREAMABLE_HTTP("streamable-http", "tcp", "http"),
  STATELESS_HTTP("stateless-http", "tcp", "http"),
  OTHER("other", null, null);

  private final String id;
  private final @Nullable String networkTransport;
  private final @Nullable String networkProtocol;

  McpTransport(String id, @Nullable String networkTransport, @Nullable String networkProtocol) {
    this.id = id;
    this.networkTransport = networkTransport;
    this.networkProtocol = networkProtocol;
  }

  /** The name shown to people. */
  public String id() {
    return id;
  }

  /** The value of {@code network.transport}, null when unknown. */
  public @Nullable String networkTransport() {
    return networkTransport;
  }

  /** The value of {@code network.protocol.name}, null when there is none. */
  public @Nullable String networkProtocol() {
    return networkProtocol;
  }
}
