package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.quarkiverse.mcp.server.McpConnection;
import org.jspecify.annotations.Nullable;

/** The end of a session. */
final class ConnectionAdvice {
  private final QuarkusScope scope;

  ConnectionAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  /** A client of streamable HTTP deletes its session; others go away. */
  @Nullable Object removed(Object connections, String id) {
    McpSession session = scope.calls.sessions().find(id);
    if (session != null) {
      boolean deleted = session.wire().transport() == McpTransport.STREAMABLE_HTTP;
      scope.calls.sessions().close(id, deleted ? CloseReason.DELETED : CloseReason.DISCONNECTED);
    }
    return null;
  }

  /** The server gives up a session that nobody uses. */
  void expired(boolean expired, @Nullable Object state, McpConnection connection) {
    if (expired) {
      scope.calls.sessions().close(connection.id(), CloseReason.CLOSED);
    }
  }
}
