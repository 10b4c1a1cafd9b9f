package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The server's session on stdio and SSE. */
final class ServerSessionAdvice {
  private static final String TRANSPORT_DEAD = "Failed to enqueue message";

  private final SdkScope scope;
  private final SessionCalls calls;
  private final Consumer<Throwable> sendFailed;

  ServerSessionAdvice(SdkScope scope) {
    this.scope = scope;
    this.calls = new SessionCalls(scope);
    this.sendFailed = new SendFailed(scope);
  }

  Mono<?> request(
      Mono<?> returned,
      @Nullable Object state,
      McpServerSession owner,
      @Nullable Object transport,
      McpSchema.JSONRPCRequest request) {
    return calls.request(returned, session(owner, transport), transport, request);
  }

  Mono<?> notification(
      Mono<?> returned,
      @Nullable Object state,
      McpServerSession owner,
      @Nullable Object transport,
      McpSchema.JSONRPCNotification notification) {
    return calls.notification(returned, session(owner, transport), transport, notification);
  }

  /**
   * A client has posted a message to a transport for HTTP+SSE. When a client has gone, it does no
   * more than take the session out of this map.
   */
  @Nullable Object posted(Object provider, @Nullable Object sessions) {
    scope.sessions.keptIn(sessions);
    return null;
  }

  @Nullable Object traced(@Nullable Object params) {
    return scope.sentTraces.outgoing(params);
  }

  Mono<?> sendRequest(
      Mono<?> returned,
      @Nullable Object state,
      McpServerSession owner,
      @Nullable Object transport,
      String method,
      @Nullable Object params) {
    return calls.sent(returned, session(owner, transport), transport, false, method, params);
  }

  Mono<?> sendNotification(
      Mono<?> returned,
      @Nullable Object state,
      McpServerSession owner,
      @Nullable Object transport,
      String method,
      @Nullable Object params) {
    return calls.sent(returned, session(owner, transport), transport, true, method, params);
  }

  /** The transport calls this when its peer has gone. */
  @Nullable Object close(McpServerSession owner) {
    scope.sessions.close(owner.getId(), CloseReason.DISCONNECTED);
    return null;
  }

  /** The application calls this. */
  @Nullable Object closeGracefully(McpServerSession owner) {
    scope.sessions.close(owner.getId(), CloseReason.CLOSED);
    return null;
  }

  /** Below SDK 2.1 this transport can go mute for ever although its process lives. */
  Mono<?> stdioSend(Mono<?> returned) {
    return returned.doOnError(sendFailed);
  }

  /** Not a lambda: the JVM would make a class for it before the first answer. */
  private static final class SendFailed implements Consumer<Throwable> {
    private final SdkScope scope;

    SendFailed(SdkScope scope) {
      this.scope = scope;
    }

    @Override
    public void accept(Throwable failure) {
      if (TRANSPORT_DEAD.equals(failure.getMessage())) {
        scope.transportFailed(McpTransport.STDIO, failure);
      }
    }
  }

  private @Nullable McpSession session(McpServerSession owner, @Nullable Object transport) {
    String id = owner.getId();
    McpSession known = scope.sessions.find(id);
    return known != null
        ? known
        : scope.sessions.open(id, owner, SdkScope.wire(null, Side.SERVER, transport));
  }
}
