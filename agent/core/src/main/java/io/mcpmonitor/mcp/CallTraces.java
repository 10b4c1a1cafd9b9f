package io.mcpmonitor.mcp;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.Arrival;
import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.pipeline.Current;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Redaction;
import io.mcpmonitor.trace.Tracing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins calls to the traces of their callers and of what they cause. Idle while traces are off. */
public final class CallTraces {
  private static final String PROGRESS = "notifications/progress";

  private final Pipeline pipeline;
  private final Current current;
  private final Tracing tracing;
  private final Capture capture;
  private final Fields fields;

  /**
   * @param fields how the library keeps the parameters of its messages
   */
  public CallTraces(Pipeline pipeline, Capture capture, Fields fields) {
    this.pipeline = pipeline;
    this.current = pipeline.current();
    this.tracing = pipeline.tracing();
    this.capture = capture;
    this.fields = fields;
  }

  /** Whether calls get a place in a trace. */
  public boolean isOn() {
    return tracing.isOn();
  }

  /**
   * A message has come. What it says of its cause counts more than the HTTP request it came with.
   */
  public void received(McpCall call, @Nullable Object params) {
    if (!tracing.isOn()) {
      return;
    }
    Object meta = fields.get(params, "_meta");
    TraceContext told = meta == null ? null : tracing.extract(name -> fields.text(meta, name));
    Operation around = current.get();
    Arrival arrival = current.arrival();
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
      progressOfOurs(fields.get(params, "progressToken"), params);
    }
  }

  /** A message is about to be sent, and its cause is known. */
  public @Nullable CallDetail sends(McpCall call, @Nullable Object params) {
    if (!tracing.isOn()) {
      return null;
    }
    if (call.method().equals(PROGRESS) && call.parent() instanceof McpCall told) {
      progress(told, params);
    }
    return begin(call, params);
  }

  /** The call has a result. */
  public void result(McpCall call, @Nullable Object result) {
    CallDetail detail = call.detail();
    if (detail != null && capture.isOn() && call.method().equals(McpMethods.TOOLS_CALL)) {
      detail.result(capture.of(result));
    }
  }

  /** The call has failed. */
  public void failed(McpCall call, @Nullable String message) {
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
          fields.get(params, "uri") instanceof String uri ? Redaction.url(uri) : null);
    }
    if (capture.isOn()) {
      arguments(call, detail, fields.get(params, "arguments"));
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
    pipeline
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

  private void progress(McpCall call, @Nullable Object params) {
    CallDetail detail = call.detail();
    if (detail != null && fields.get(params, "progress") instanceof Number progress) {
      double total =
          fields.get(params, "total") instanceof Number number ? number.doubleValue() : Double.NaN;
      detail.progress(new CallDetail.Progress(System.nanoTime(), progress.doubleValue(), total));
    }
  }
}
