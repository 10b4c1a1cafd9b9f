package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** Tells peers by whose trace they are asked. Idle while traces are off. */
final class SentTraces {
  private final SdkScope scope;

  SentTraces(SdkScope scope) {
    this.scope = scope;
  }

  /** The parameters to be sent: with room for the trace. */
  @Nullable Object outgoing(@Nullable Object params) {
    return scope.traces.isOn() && scope.context.isOn() ? Params.withRoom(params) : params;
  }

  /** A message is about to be sent for what the current thread or its subscriber works for. */
  void sends(McpCall call, @Nullable Object params, ContextView downstream) {
    Operation cause = SdkScope.callIn(downstream);
    call.parent(cause != null ? cause : scope.current.get());
    CallDetail detail = scope.traces.sends(call, params);
    TraceContext trace = call.trace();
    if (trace == null) {
      return;
    }
    Map<?, ?> meta = Params.meta(params);
    if (meta instanceof Params.Room room) {
      if (room.ownTrace()) {
        return;
      }
      scope.pipeline.tracing().inject(trace, room::put);
    }
    if (detail != null && meta != null) {
      detail.progressToken(meta.get("progressToken"));
    }
  }
}
