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
  private final Answers answers;
  private final Consumer<Throwable> sendFailed;

  ServerSessionAdvice(SdkScope scope) {
    this.scope = scope;
    this.answers = new Answers(scope);
    this.sendFailed = new SendFailed(scope);
  }

  Mono<?> request(
      Mono<?> returned,
      @Nullable Object state,
      McpServerSession owner,
      @Nullable Object transport,
      McpSchema.JSONRPCRequest request) {
    McpSession session = session(owner, transport);
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
      McpServerSession owner,
      @Nullable Object transport,
      McpSchema.JSONRPCNotification notification) {
    McpSession session = session(owner, transport);
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
      McpServerSession owner,
      @Nullable Object transport,
      String method,
      @Nullable Object params) {
    return sent(returned, owner, transport, false, method, params);
  }

  Mono<?> sendNotification(
      Mono<?> returned,
      @Nullable Object state,
      McpServerSession owner,
      @Nullable Object transport,
      String method,
      @Nullable Object params) {
    return sent(returned, owner, transport, true, method, params);
  }

  private Mono<?> sent(
      Mono<?> returned,
      McpServerSession owner,
      @Nullable Object transport,
      boolean notification,
      String method,
      @Nullable Object params) {
    McpSession session = session(owner, transport);
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
