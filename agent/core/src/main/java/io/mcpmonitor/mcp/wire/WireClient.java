package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client, as far as clients can be told from each other: the one behind stdin, that of a
 * session, or that of one HTTP request.
 */
final class WireClient {
  /** What calls share that have no session. */
  private volatile Wire wire;

  private volatile @Nullable McpSession session;

  /** The id of its session, as HTTP has it; the session may not have been met yet. */
  private volatile @Nullable String sessionId;

  /** How its requests are recognised. */
  private volatile @Nullable String address;

  private volatile long usedAt;

  /** Streams that are open for what the server has to say. */
  private final AtomicInteger streams = new AtomicInteger();

  WireClient(Wire wire) {
    this.wire = wire;
  }

  static Wire server(McpTransport transport) {
    return new Wire(Side.SERVER, transport, null);
  }

  /** What calls of the client share. */
  Wire wire() {
    return wire;
  }

  void wire(Wire known) {
    wire = known;
  }

  /** What requests to the client share. */
  Wire asking() {
    McpSession open = session;
    return open != null
        ? open.wire(Side.CLIENT)
        : new Wire(Side.CLIENT, wire.transport(), wire.protocolVersion());
  }

  @Nullable McpSession session() {
    return session;
  }

  void session(@Nullable McpSession opened) {
    session = opened;
  }

  @Nullable String sessionId() {
    return sessionId;
  }

  void sessionId(String id) {
    sessionId = id;
  }

  @Nullable String address() {
    return address;
  }

  void address(String known) {
    address = known;
  }

  long usedAt() {
    return usedAt;
  }

  void usedAt(long nanos) {
    usedAt = nanos;
  }

  boolean isListening() {
    return streams.get() > 0;
  }

  void listens(boolean begins) {
    int unused = begins ? streams.incrementAndGet() : streams.decrementAndGet();
  }
}
