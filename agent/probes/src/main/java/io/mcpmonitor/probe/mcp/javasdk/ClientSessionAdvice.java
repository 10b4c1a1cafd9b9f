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
  private final Answers answers;

  ClientSessionAdvice(SdkScope scope) {
    this.scope = scope;
    this.answers = new Answers(scope);
  }

  Mono<?> request(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      McpSchema.JSONRPCRequest request) {
    McpSession session = session(owner, transport, prefix);
    return IncomingMono.request(
        scope,
        answers,
        returned,
        session,
        SdkScope.wire(session, Side.SERVER, transport),
        request,
        null);
  }

  Mono<?> notification(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      McpSchema.JSONRPCNotification notification) {
    McpSession session = session(owner, transport, prefix);
    return IncomingMono.notification(
        scope,
        answers,
        returned,
        session,
        SdkScope.wire(session, Side.SERVER, transport),
        notification);
  }

  @Nullable Object traced(@Nullable Object params) {
    return scope.traces.outgoing(params);
  }

  Mono<?> sendRequest(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      String method,
      @Nullable Object params) {
    return sent(returned, owner, transport, prefix, false, method, params);
  }

  Mono<?> sendNotification(
      Mono<?> returned,
      @Nullable Object state,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      String method,
      @Nullable Object params) {
    return sent(returned, owner, transport, prefix, true, method, params);
  }

  private Mono<?> sent(
      Mono<?> returned,
      Object owner,
      @Nullable Object transport,
      @Nullable Object prefix,
      boolean notification,
      String method,
      @Nullable Object params) {
    McpSession session = session(owner, transport, prefix);
    return new OutgoingMono<>(
        scope,
        answers,
        returned,
        session,
        SdkScope.wire(session, Side.CLIENT, transport),
        notification,
        method,
        params);
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
        : scope.sessions.open(id, owner, SdkScope.wire(null, Side.CLIENT, transport));
  }
}
