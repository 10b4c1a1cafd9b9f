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
 */
public record Wire(Side side, McpTransport transport, @Nullable String protocolVersion) {

  /** The same wire once the protocol version is known. */
  public Wire withProtocolVersion(@Nullable String version) {
    return new Wire(side, transport, isVersion(version) ? version : null);
  }

  /** The same wire seen for calls in the other direction. */
  Wire reverse() {
    return new Wire(side == Side.SERVER ? Side.CLIENT : Side.SERVER, transport, protocolVersion);
  }

  // Written out: a record's own equals and hashCode cost sixty classes when first used.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Wire wire
        && side == wire.side
        && transport == wire.transport
        && Objects.equals(protocolVersion, wire.protocolVersion);
  }

  @Override
  public int hashCode() {
    int version = protocolVersion == null ? 0 : protocolVersion.hashCode();
    return (version * 31 + transport.hashCode()) * 31 + side.hashCode();
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
