package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.mcp.MessageSizes;
import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import io.modelcontextprotocol.kotlin.sdk.shared.Transport;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A request or notification of the peer, from its arrival to the end of its handler. Its answer
 * ends it before, see {@link SendAdvice}.
 */
final class IncomingAdvice implements CallContinuation.End {
  private final KotlinScope scope;

  IncomingAdvice(KotlinScope scope) {
    this.scope = scope;
  }

  /**
   * @param message null when the function goes on after a pause
   */
  Continuation<?> begins(Continuation<?> caller, Protocol owner, @Nullable Object message) {
    String method = message == null ? null : scope.types.method(message);
    if (message == null || method == null || !scope.context.isOn()) {
      return caller;
    }
    Transport transport = owner.getTransport();
    McpSession session = scope.session(owner, transport);
    Object answersTo = transport == null ? owner : transport;
    McpCall call =
        scope.calls.begin(
            method,
            scope.types.id(message),
            scope.types.params(message),
            session,
            session == null ? scope.wire(Side.SERVER, transport) : session.wire(Side.SERVER),
            answersTo,
            true);
    long bytes = scope.sizes.take(message);
    if (bytes != MessageSizes.UNKNOWN) {
      call.requestBytes(bytes);
    }
    return CallContinuation.begin(scope, call, answersTo, this, caller);
  }

  void returned(
      @Nullable Object returned,
      @Nullable Object state,
      Protocol owner,
      @Nullable Object message,
      Object continuation) {
    if (continuation instanceof CallContinuation ours) {
      ours.returned(returned);
    }
  }

  void threw(
      Throwable thrown,
      @Nullable Object state,
      Protocol owner,
      @Nullable Object message,
      Object continuation) {
    if (continuation instanceof CallContinuation ours) {
      ours.threw(thrown);
    }
  }

  /** Since 0.15 a request has more parameters. */
  void returnedSince015(
      @Nullable Object returned,
      @Nullable Object state,
      Protocol owner,
      @Nullable Object message,
      @Nullable Object connection,
      boolean tracksCancellation,
      Object continuation) {
    returned(returned, state, owner, message, continuation);
  }

  void threwSince015(
      Throwable thrown,
      @Nullable Object state,
      Protocol owner,
      @Nullable Object message,
      @Nullable Object connection,
      boolean tracksCancellation,
      Object continuation) {
    threw(thrown, state, owner, message, continuation);
  }

  @Override
  public void ended(CallContinuation ours, @Nullable Object value, @Nullable Throwable failure) {
    McpCall call = ours.call;
    if (call.isEnded()) {
      return;
    }
    if (!call.isNotification() && ours.answersTo != null) {
      McpCall unused = scope.calls.answering(ours.answersTo, call.requestId());
    }
    if (failure == null && call.isNotification()) {
      scope.calls.done(call);
    } else if (failure == null || failure instanceof CancellationException) {
      scope.calls.cancelled(call);
    } else {
      scope.calls.failed(call, failure);
    }
  }
}
