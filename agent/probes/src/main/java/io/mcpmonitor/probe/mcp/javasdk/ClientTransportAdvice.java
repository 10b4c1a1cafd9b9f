package io.mcpmonitor.probe.mcp.javasdk;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The SDK's own HTTP transports of a client: they are told where to connect to. */
final class ClientTransportAdvice {
  private final SdkScope scope;

  ClientTransportAdvice(SdkScope scope) {
    this.scope = scope;
  }

  /**
   * A transport was made.
   *
   * @param server an {@link URI}, a text in old versions
   */
  void created(@Nullable Object state, Object transport, @Nullable Object server) {
    if (server != null) {
      scope.serverAddresses.put(transport, URI.create(server.toString()));
    }
  }
}
