package io.mcpmonitor.probe.mcp.helidon;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import org.jspecify.annotations.Nullable;

/** Answers that leave through their session, and the end of a session. */
final class SessionAdvice {
  private final HelidonScope scope;

  SessionAdvice(HelidonScope scope) {
    this.scope = scope;
  }

  @Nullable Object sends(
      Object owner,
      @Nullable Object sessionId,
      @Nullable Object protocolVersion,
      Object requestId,
      Object response) {
    if (!(scope.current.get() instanceof McpCall call) || call.isEnded()) {
      return null;
    }
    if (sessionId instanceof String id) {
      McpSession session = scope.session(id, owner);
      if (session != null) {
        call.session(session, Side.SERVER);
      }
    }
    Object error = scope.json.error(response);
    if (error != null) {
      scope.calls.error(call, scope.json.code(error), scope.json.message(error));
      return null;
    }
    Object result = scope.json.result(response);
    boolean toolFailed =
        call.method().equals(McpMethods.TOOLS_CALL)
            && Boolean.TRUE.equals(scope.json.get(result, "isError"));
    scope.calls.result(call, toolFailed, result);
    return null;
  }

  @Nullable Object ends(Object owner, @Nullable Object sessionId) {
    if (sessionId instanceof String id) {
      scope.calls.sessions().close(id, CloseReason.DELETED);
    }
    return null;
  }
}
