package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** The handling of a request or notification from the peer. */
final class IncomingMono<T> extends ObservedMono<T> {
  private final @Nullable McpSession session;
  private final Wire wire;
  private final Object message;
  private final String method;
  private final @Nullable Object id;
  private final @Nullable Object params;
  private final @Nullable Object answerTransport;

  private IncomingMono(
      SdkScope scope,
      Answers answers,
      Mono<T> source,
      @Nullable McpSession session,
      Wire wire,
      Object message,
      String method,
      @Nullable Object id,
      @Nullable Object params,
      @Nullable Object answerTransport) {
    super(scope, answers, source);
    this.session = session;
    this.wire = wire;
    this.message = message;
    this.method = method;
    this.id = id;
    this.params = params;
    this.answerTransport = answerTransport;
  }

  /**
   * Observes a request.
   *
   * @param answerTransport where the answer is sent, when the Mono itself does not yield it
   */
  static <T> Mono<T> request(
      SdkScope scope,
      Answers answers,
      Mono<T> source,
      @Nullable McpSession session,
      Wire wire,
      McpSchema.JSONRPCRequest request,
      @Nullable Object answerTransport) {
    return new IncomingMono<>(
        scope,
        answers,
        source,
        session,
        wire,
        request,
        request.method(),
        request.id(),
        request.params(),
        answerTransport);
  }

  /** Observes a notification. */
  static <T> Mono<T> notification(
      SdkScope scope,
      Answers answers,
      Mono<T> source,
      @Nullable McpSession session,
      Wire wire,
      McpSchema.JSONRPCNotification notification) {
    return new IncomingMono<>(
        scope,
        answers,
        source,
        session,
        wire,
        notification,
        notification.method(),
        null,
        SdkDifferences.params(notification),
        null);
  }

  @Override
  @Nullable McpCall begin(Context downstream) {
    if (isSeenAlready(SdkScope.callIn(downstream))) {
      return null;
    }
    McpCall call = scope.arrivals.take(message, id);
    if (call == null) {
      call = new McpCall(method, id == null, id, wire, System.nanoTime());
    }
    if (session == null) {
      call.wire(wire);
      scope.introductions.ofRequest(call, params);
    } else {
      call.session(session, wire.side());
    }
    readParameters(call);
    scope.traces.received(call, params);
    if (answerTransport != null) {
      scope.responding.put(answerTransport, call);
      scope.hookTransport(answerTransport);
    }
    return call;
  }

  /** Some versions of the SDK hand a request from one hooked method to another. */
  private boolean isSeenAlready(@Nullable McpCall outer) {
    return outer != null
        && id != null
        && !outer.isEnded()
        && outer.wire().side() == Side.SERVER
        && outer.session() == session
        && outer.method().equals(method)
        && Objects.equals(outer.requestId(), id);
  }

  private void readParameters(McpCall call) {
    if (!(params instanceof Map<?, ?> map)) {
      return;
    }
    TargetKind kind = call.targetKind();
    if (kind != null) {
      call.target(SdkScope.text(map.get("name")));
    } else if (method.equals(McpMethods.INITIALIZE) && session != null) {
      if (map.get("clientInfo") instanceof Map<?, ?> client) {
        session.peer(SdkScope.text(client.get("name")), SdkScope.text(client.get("version")));
      }
    } else if (method.equals(McpMethods.CANCELLED)) {
      cancel(map.get("requestId"));
    }
  }

  private void cancel(@Nullable Object requestId) {
    scope
        .pipeline
        .inFlight()
        .forEach(
            call -> {
              if (requestId != null
                  && call.session() == session
                  && requestId.equals(call.requestId())) {
                call.cancelRequested();
              }
            });
  }

  @Override
  void value(McpCall call, T value) {
    if (value instanceof McpSchema.JSONRPCResponse response) {
      answers.answered(call, response);
    }
  }

  /** A call that was cancelled or failed has no answer that would take it from its slot. */
  @Override
  void ended(McpCall call) {
    if (answerTransport != null) {
      scope.responding.take(answerTransport, id);
    }
  }
}
