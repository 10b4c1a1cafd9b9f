package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An MCP client in the same process. Its session has no public id, so the private prefix serves.
 */
final class ClientSessionAdvice {
  private final SdkScope scope;
  private final SessionCalls calls;

  ClientSessionAdvice(SdkScope scope) {
    this.scope = scope;
    this.calls = new SessionCalls(scope);
  }

  Mono<?> request(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      McpSchema.JSONRPCRequest request) {
    return calls.request(returned, session(owner, transport, prefix), transport, request);
  }

  Mono<?> notification(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      McpSchema.JSONRPCNotification notification) {
    return calls.notification(returned, session(owner, transport, prefix), transport, notification);
  }

  @Nullable Object traced(@Nullable Object params) {
    return scope.sentTraces.outgoing(params);
  }

  Mono<?> sendRequest(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      String method,
      @Nullable Object params) {
    return calls.sent(
        returned, session(owner, transport, prefix), transport, false, method, params);
  }

  Mono<?> sendNotification(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      String method,
      @Nullable Object params) {
    return calls.sent(returned, session(owner, transport, prefix), transport, true, method, params);
  }

  @Nullable Object close(Object owner, @Nullable Object transport, @Nullable Object prefix) {
    if (prefix instanceof String id) {
      scope.sessions.close(id, CloseReason.CLOSED);
    }
    return null;
  }

  private @Nullable McpSession session(
      Object owner, @Nullable Object transport, @Nullable Object prefix) {
    if (!(prefix instanceof String id)) {
      return null;
    }
    McpSession known = scope.sessions.find(id);
    return known != null
        ? known
        : scope.sessions.open(
            id,
            owner,
            scope.serverAddresses.of(transport, SdkScope.wire(null, Side.CLIENT, transport)));
  }
}
