package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * One MCP session as plain values. Never a metric label: a session id, a client name and a client
 * version are only shown in {@code /calls} and on spans.
 */
public final class McpSession {
  private static final int MAX_TEXT = 200;

  private final String id;
  private final long openedNanos;
  private volatile Wire wire;
  private volatile Wire reverse;
  private volatile @Nullable String peerName;
  private volatile @Nullable String peerVersion;
  private volatile @Nullable String serverName;

  /**
   * @param id the session's own id
   * @param wire what its calls share
   * @param openedNanos when it began, on the clock of {@link System#nanoTime()}
   */
  public McpSession(String id, Wire wire, long openedNanos) {
    this.id = id;
    this.wire = wire;
    this.reverse = wire.reverse();
    this.openedNanos = openedNanos;
  }

  public String id() {
    return id;
  }

  public long openedNanos() {
    return openedNanos;
  }

  /** What calls in the session's own direction share. */
  public Wire wire() {
    return wire;
  }

  /** What calls share in which this process is that end; both ends may ask. */
  public Wire wire(Side side) {
    Wire own = wire;
    return own.side() == side ? own : reverse;
  }

  /** Name of the other end, as it introduced itself. */
  public @Nullable String peerName() {
    return peerName;
  }

  /** Version of the other end, as it introduced itself. */
  public @Nullable String peerVersion() {
    return peerVersion;
  }

  /** Name of the server end, as it introduced itself. */
  public @Nullable String serverName() {
    return serverName;
  }

  /** Notes how the other end introduced itself; long texts are cut. */
  public void peer(@Nullable String name, @Nullable String version) {
    peerName = cut(name);
    peerVersion = cut(version);
  }

  /** Notes how the server end introduced itself; long texts are cut. */
  public void server(@Nullable String name) {
    serverName = cut(name);
  }

  /** Notes the negotiated protocol version. */
  public void protocolVersion(@Nullable String version) {
    Wire negotiated = wire.withProtocolVersion(version);
    reverse = negotiated.reverse();
    wire = negotiated;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
