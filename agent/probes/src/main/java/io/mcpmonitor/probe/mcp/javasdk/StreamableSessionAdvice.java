package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** The server's session on streamable HTTP. */
final class StreamableSessionAdvice {
  private static final Wire SERVER = new Wire(Side.SERVER, McpTransport.STREAMABLE_HTTP, null);
  private static final Wire CLIENT = new Wire(Side.CLIENT, McpTransport.STREAMABLE_HTTP, null);

  private final SdkScope scope;
  private final Answers answers;

  StreamableSessionAdvice(SdkScope scope) {
    this.scope = scope;
    this.answers = new Answers(scope);
  }

  /** {@code initialize} does not pass through the session: it makes it. */
  McpStreamableServerSessionInit startSession(
      McpStreamableServerSessionInit returned,
      @Nullable Object state,
      Object factory,
      McpSchema.InitializeRequest request) {
    McpSession session = session(returned.session());
    if (session != null && request.clientInfo() != null) {
      session.peer(request.clientInfo().name(), request.clientInfo().version());
    }
    return new McpStreamableServerSessionInit(
        returned.session(),
        new InitializeMono(scope, answers, returned.initResult(), session, request));
  }

  Mono<?> responseStream(
      Mono<?> returned,
      @Nullable Object state,
      McpStreamableServerSession owner,
      McpSchema.JSONRPCRequest request,
      Object transport) {
    return IncomingMono.request(
        scope, answers, returned, session(owner), SERVER, request, transport);
  }

  Mono<?> streamHandle(
      Mono<?> returned,
      @Nullable Object state,
      Object stream,
      McpStreamableServerSession owner,
      Object connection,
      McpSchema.JSONRPCRequest request) {
    return IncomingMono.request(
        scope, answers, returned, session(owner), SERVER, request, connection);
  }

  Mono<?> notification(
      Mono<?> returned,
      @Nullable Object state,
      McpStreamableServerSession owner,
      McpSchema.JSONRPCNotification notification) {
    return IncomingMono.notification(
        scope, answers, returned, session(owner), SERVER, notification);
  }

  @Nullable Object traced(@Nullable Object params) {
    return scope.sentTraces.outgoing(params);
  }

  Mono<?> sendRequest(
      Mono<?> returned,
      @Nullable Object state,
      Object stream,
      McpStreamableServerSession owner,
      @Nullable Object connection,
      String method,
      @Nullable Object params) {
    return new OutgoingMono<>(
        scope, answers, returned, session(owner), CLIENT, false, method, params);
  }

  Mono<?> sendNotification(
      Mono<?> returned,
      @Nullable Object state,
      Object stream,
      McpStreamableServerSession owner,
      @Nullable Object connection,
      String method,
      @Nullable Object params) {
    return new OutgoingMono<>(
        scope, answers, returned, session(owner), CLIENT, true, method, params);
  }

  /** The answer of a request leaves through the transport that the request came with. */
  @Nullable Object transportSend(Object transport, @Nullable Object message) {
    if (message instanceof McpSchema.JSONRPCResponse response) {
      McpCall call = scope.responding.take(transport, response.id());
      if (call != null) {
        answers.answered(call, response);
      }
    }
    return null;
  }

  @Nullable Object delete(McpStreamableServerSession owner) {
    scope.sessions.close(owner.getId(), CloseReason.DELETED);
    return null;
  }

  @Nullable Object close(McpStreamableServerSession owner) {
    scope.sessions.close(owner.getId(), CloseReason.CLOSED);
    return null;
  }

  private @Nullable McpSession session(McpStreamableServerSession owner) {
    String id = owner.getId();
    McpSession known = scope.sessions.find(id);
    return known != null ? known : scope.sessions.open(id, owner, SERVER);
  }

  private static final class InitializeMono extends ObservedMono<McpSchema.InitializeResult> {
    private final @Nullable McpSession session;
    private final McpSchema.InitializeRequest request;

    InitializeMono(
        SdkScope scope,
        Answers answers,
        Mono<McpSchema.InitializeResult> source,
        @Nullable McpSession session,
        McpSchema.InitializeRequest request) {
      super(scope, answers, source);
      this.session = session;
      this.request = request;
    }

    @Override
    McpCall begin(Context downstream) {
      McpCall call = arrivedHere();
      if (session == null) {
        call.wire(SERVER);
      } else {
        call.session(session, Side.SERVER);
      }
      scope.traces.received(call, request);
      return call;
    }

    /** The message was parsed a moment ago on this thread, but only its parameters came here. */
    private McpCall arrivedHere() {
      long thread = Thread.currentThread().getId();
      McpCall call =
          scope.arrivals.takeFirst(
              c -> c.threadId() == thread && c.method().equals(McpMethods.INITIALIZE));
      return call != null
          ? call
          : new McpCall(McpMethods.INITIALIZE, false, null, SERVER, System.nanoTime());
    }

    @Override
    void value(McpCall call, McpSchema.InitializeResult result) {
      answers.result(call, result);
      scope.unwritten.put(result, call);
    }
  }
}
