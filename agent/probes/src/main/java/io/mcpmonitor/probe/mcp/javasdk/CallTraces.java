package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.Arrival;
import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.support.Redaction;
import io.mcpmonitor.trace.Tracing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** Joins calls to the traces of their callers and of what they cause. Idle while traces are off. */
final class CallTraces {
  private static final String PROGRESS = "notifications/progress";

  private final SdkScope scope;
  private final Tracing tracing;
  private final Capture capture;

  CallTraces(SdkScope scope) {
    this.scope = scope;
    this.tracing = scope.pipeline.tracing();
    this.capture = scope.context.capture();
  }

  /** The parameters to be sent: with room for the trace, unless the application has its own. */
  @Nullable Object outgoing(@Nullable Object params) {
    if (!tracing.isOn() || !scope.context.isOn()) {
      return params;
    }
    return Params.withRoom(params);
  }

  /**
   * A message has come. What it says of its cause counts more than the HTTP request it came with.
   */
  void received(McpCall call, @Nullable Object params) {
    if (!tracing.isOn()) {
      return;
    }
    Map<?, ?> meta = Params.meta(params);
    TraceContext told =
        meta == null
            ? null
            : tracing.extract(name -> meta.get(name) instanceof String text ? text : null);
    Operation around = scope.current.get();
    Arrival arrival = scope.current.arrival();
    TraceContext ambient =
        around != null ? around.trace() : arrival == null ? null : arrival.trace();
    if (told != null && told.isValid()) {
      call.remoteParent(told);
      call.link(ambient);
    } else if (around != null) {
      call.parent(around);
    } else {
      call.remoteParent(ambient != null ? ambient : told);
    }
    CallDetail detail = begin(call, params);
    if (detail != null && arrival != null) {
      detail.peer(arrival.address(), arrival.port(), arrival.version());
    }
    if (call.method().equals(PROGRESS)) {
      progressOfOurs(Params.get(params, "progressToken"), params);
    }
  }

  /** A message is about to be sent for what the current thread or its subscriber works for. */
  void sends(McpCall call, @Nullable Object params, ContextView downstream) {
    Operation cause = SdkScope.callIn(downstream);
    call.parent(cause != null ? cause : scope.current.get());
    if (!tracing.isOn()) {
      return;
    }
    if (call.method().equals(PROGRESS) && call.parent() instanceof McpCall told) {
      progress(told, params);
    }
    CallDetail detail = begin(call, params);
    Map<?, ?> meta = Params.meta(params);
    TraceContext trace = call.trace();
    if (meta instanceof Params.Room room && trace != null) {
      if (room.ownTrace()) {
        return;
      }
      tracing.inject(trace, room::put);
    }
    if (detail != null && meta != null) {
      detail.progressToken(meta.get("progressToken"));
    }
  }

  /** The call has a result. */
  void result(McpCall call, @Nullable Object result) {
    CallDetail detail = call.detail();
    if (detail != null && capture.isOn() && call.method().equals(McpMethods.TOOLS_CALL)) {
      detail.result(capture.of(result));
    }
  }

  /** The call has failed. */
  void failed(McpCall call, @Nullable String message) {
    CallDetail detail = call.detail();
    if (detail != null) {
      detail.errorMessage(capture.ofMessage(message));
    }
  }

  private @Nullable CallDetail begin(McpCall call, @Nullable Object params) {
    tracing.begin(call);
    TraceContext trace = call.trace();
    if (trace == null || !trace.isSampled()) {
      return null;
    }
    CallDetail detail = new CallDetail();
    call.detail(detail);
    if (call.method().startsWith("resources/")
        || call.method().equals("notifications/resources/updated")) {
      detail.resourceUri(
          Params.get(params, "uri") instanceof String uri ? Redaction.url(uri) : null);
    }
    if (capture.isOn()) {
      arguments(call, detail, Params.get(params, "arguments"));
    }
    return detail;
  }

  private void arguments(McpCall call, CallDetail detail, @Nullable Object arguments) {
    if (call.method().equals(McpMethods.TOOLS_CALL)) {
      detail.arguments(capture.of(arguments));
    } else if (call.method().equals(McpMethods.PROMPTS_GET) && arguments instanceof Map<?, ?> map) {
      Map<String, String> variables = new LinkedHashMap<>();
      map.forEach(
          (name, value) -> {
            String seen = capture.ofField(String.valueOf(name), value);
            if (seen != null) {
              variables.put(String.valueOf(name), seen);
            }
          });
      detail.promptVariables(variables);
    }
  }

  /** A server told of progress by a token that came with one of our requests. */
  private void progressOfOurs(@Nullable Object token, @Nullable Object params) {
    if (token == null) {
      return;
    }
    scope
        .pipeline
        .inFlight()
        .forEach(
            call -> {
              CallDetail detail = call.detail();
              if (detail != null
                  && call.wire().side() == Side.CLIENT
                  && token.equals(detail.progressToken())) {
                progress(call, params);
              }
            });
  }

  private static void progress(McpCall call, @Nullable Object params) {
    CallDetail detail = call.detail();
    if (detail != null && Params.get(params, "progress") instanceof Number progress) {
      double total =
          Params.get(params, "total") instanceof Number number ? number.doubleValue() : Double.NaN;
      detail.progress(new CallDetail.Progress(System.nanoTime(), progress.doubleValue(), total));
    }
  }
}
