package io.mcpmonitor.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one session share and what may become an attribute. Few different values exist
 * in a process, so attributes can be cached by it.
 *
 * @param side which end this process is
 * @param transport how messages travel
 * @param protocolVersion the negotiated MCP version such as {@code 2025-06-18}; null before {@code
 *     initialize} is answered, or when it is not a well-formed version
 * @param serverAddress host name or address that a client connects to; null where nobody connects
 *     to one or it is not known
 * @param serverPort its port; 0 without an address
 */
public record Wire(
    Side side,
    McpTransport transport,
    @Nullable String protocolVersion,
    @Nullable String serverAddress,
    int serverPort) {

  /** A wire to nowhere in particular. */
  public Wire(Side side, McpTransport transport, @Nullable String protocolVersion) {
    this(side, transport, protocolVersion, null, 0);
  }

  /** The same wire once the protocol version is known. */
  public Wire withProtocolVersion(@Nullable String version) {
    String known = isVersion(version) ? version : null;
    return new Wire(side, transport, known, serverAddress, serverPort);
  }

  /** The same wire to this server. */
  public Wire to(@Nullable String address, int port) {
    return new Wire(side, transport, protocolVersion, address, port);
  }

  /** The same wire seen for calls in the other direction. */
  Wire reverse() {
    Side other = side == Side.SERVER ? Side.CLIENT : Side.SERVER;
    return new Wire(other, transport, protocolVersion, serverAddress, serverPort);
  }

  // Written out: a record's own equals and hashCode cost sixty classes when first used.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Wire wire
        && side == wire.side
        && transport == wire.transport
        && serverPort == wire.serverPort
        && Objects.equals(protocolVersion, wire.protocolVersion)
        && Objects.equals(serverAddress, wire.serverAddress);
  }

  @Override
  public int hashCode() {
    int version = protocolVersion == null ? 0 : protocolVersion.hashCode();
    int address = serverAddress == null ? 0 : serverAddress.hashCode() + serverPort;
    return ((version * 31 + address) * 31 + transport.hashCode()) * 31 + side.hashCode();
  }

  /** Versions come from the peer, so only the published form (a date) is ever kept. */
  private static boolean isVersion(@Nullable String version) {
    if (version == null || version.length() != 10) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      char c = version.charAt(i);
      boolean dash = i == 4 || i == 7;
      if (dash ? c != '-' : (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
