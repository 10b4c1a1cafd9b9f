package io.mcpmonitor.probe.mcp.javasdk;

import io.modelcontextprotocol.server.McpStatelessAsyncServer;

/** Apart, because old versions of the SDK have no such class. */
final class StatelessServers {
  static final String NAME = "io.modelcontextprotocol.server.McpStatelessAsyncServer";

  private StatelessServers() {}

  static void add(LateServers late, Object server) throws ReflectiveOperationException {
    late.add((McpStatelessAsyncServer) server, new StatelessSpecifications());
  }
}
