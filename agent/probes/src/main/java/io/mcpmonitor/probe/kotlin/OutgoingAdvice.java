package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import io.modelcontextprotocol.kotlin.sdk.shared.Transport;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;

/** A request that this process sends, from the call of a client or server to its result. */
final class OutgoingAdvice implements CallContinuation.End {
  private static final int REQUEST_TIMEOUT = -32001;

  private final KotlinScope scope;

  OutgoingAdvice(KotlinScope scope) {
    this.scope = scope;
  }

  /**
   * @param request null when the function goes on after a pause
   */
  Continuation<?> asks(Continuation<?> caller, Protocol owner, @Nullable Object request) {
    if (request == null || !scope.context.isOn()) {
      return caller;
    }
    Transport transport = owner.getTransport();
    McpSession session = transport == null ? null : scope.session(owner, transport);
    McpCall call =
        scope.asked.begin(
            scope.types.methodOf(request),
            false,
            null,
            session,
            session == null ? scope.wire(Side.CLIENT, transport) : session.wire(Side.CLIENT));
    return CallContinuation.begin(scope, call, null, this, caller);
  }

  void returned(
      @Nullable Object returned,
      @Nullable Object state,
      Protocol owner,
      @Nullable Object request,
      @Nullable Object options,
      Object continuation) {
    if (continuation instanceof CallContinuation ours) {
      ours.returned(returned);
    }
  }

  void threw(
      Throwable thrown,
      @Nullable Object state,
      Protocol owner,
      @Nullable Object request,
      @Nullable Object options,
      Object continuation) {
    if (continuation instanceof CallContinuation ours) {
      ours.threw(thrown);
    }
  }

  @Override
  public void ended(CallContinuation ours, @Nullable Object value, @Nullable Throwable failure) {
    McpCall call = ours.call;
    if (failure != null) {
      failed(call, failure);
      return;
    }
    for (String tool : scope.types.tools(value)) {
      scope.asked.exists(call, TargetKind.TOOL, tool);
    }
    for (String prompt : scope.types.prompts(value)) {
      scope.asked.exists(call, TargetKind.PROMPT, prompt);
    }
    scope.asked.result(call, scope.types.isToolError(value), value);
  }

  private void failed(McpCall call, Throwable failure) {
    Integer code = scope.types.code(failure);
    if (failure instanceof TimeoutCancellationException
        || (code != null && code == REQUEST_TIMEOUT)) {
      scope.asked.timedOut(call, failure.getClass().getName());
    } else if (failure instanceof CancellationException) {
      scope.asked.cancelled(call);
    } else if (code != null) {
      scope.asked.error(call, code, failure.getMessage());
    } else {
      scope.asked.failed(call, failure);
    }
  }
}
