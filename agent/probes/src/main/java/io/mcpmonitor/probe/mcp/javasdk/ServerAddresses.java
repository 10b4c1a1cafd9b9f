package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.Wire;
import java.net.URI;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Where the clients of one application connect to, by their HTTP transport. */
final class ServerAddresses {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Map<Object, URI> known = new WeakHashMap<>();

  synchronized void put(Object transport, URI server) {
    known.put(transport, server);
  }

  /** The wire with the address that this transport connects to, if it is known. */
  synchronized Wire of(@Nullable Object transport, Wire wire) {
    URI server = transport == null ? null : known.get(transport);
    String host = server == null ? null : server.getHost();
    if (server == null || host == null) {
      return wire;
    }
    int usual = "https".equalsIgnoreCase(server.getScheme()) ? HTTPS : HTTP;
    return wire.to(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        server.getPort() < 0 ? usual : server.getPort());
  }
}
