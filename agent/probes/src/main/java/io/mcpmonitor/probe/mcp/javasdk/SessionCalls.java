package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the sessions of a server and of a client do alike, in both directions. */
final class SessionCalls {
  private final SdkScope scope;
  private final Answers answers;

  SessionCalls(SdkScope scope) {
    this.scope = scope;
    this.answers = new Answers(scope);
  }

  Mono<?> request(
      Mono<?> returned,
      @Nullable McpSession session,
      @Nullable Object transport,
      McpSchema.JSONRPCRequest request) {
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
      @Nullable McpSession session,
      @Nullable Object transport,
      McpSchema.JSONRPCNotification notification) {
    return IncomingMono.notification(
        scope,
        answers,
        returned,
        session,
        SdkScope.wire(session, Side.SERVER, transport),
        notification);
  }

  Mono<?> sent(
      Mono<?> returned,
      @Nullable McpSession session,
      @Nullable Object transport,
      boolean notification,
      String method,
      @Nullable Object params) {
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
}
