package io.mcpmonitor.mcp;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import org.jspecify.annotations.Nullable;

/** The calls of one application, whoever asks: what belongs to them, and the ways they end. */
abstract class OpenCalls {
  final Pipeline pipeline;
  final CallTraces traces;
  final Fields fields;
  final McpSessions sessions;
  final RegisteredNames names;

  /**
   * @param fields how the JSON of messages is kept
   */
  OpenCalls(
      Pipeline pipeline,
      Capture capture,
      Fields fields,
      McpSessions sessions,
      RegisteredNames names) {
    this.pipeline = pipeline;
    this.traces = new CallTraces(pipeline, capture, fields);
    this.fields = fields;
    this.sessions = sessions;
    this.names = names;
  }

  /** For an application with sessions and names of its own. */
  OpenCalls(String probe, Pipeline pipeline, Capture capture, Drops drops, Fields fields) {
    this(
        pipeline,
        capture,
        fields,
        new McpSessions(pipeline, drops),
        new RegisteredNames(probe, pipeline, drops));
  }

  public McpSessions sessions() {
    return sessions;
  }

  public RegisteredNames names() {
    return names;
  }

  /** The name of the server that answers the call; null when it is not known. */
  static @Nullable String serverOf(McpCall call) {
    McpSession session = call.session();
    return session == null ? null : session.serverName();
  }

  /** The call is answered with a result of which everything else is known already. */
  final void ended(McpCall call, boolean toolFailed, @Nullable Object result) {
    traces.result(call, result);
    end(call, toolFailed ? Outcome.TOOL_ERROR : Outcome.OK, null, null);
  }

  /** The call is answered with a JSON-RPC error. */
  public void error(McpCall call, @Nullable Integer code, @Nullable String message) {
    traces.failed(call, message);
    end(call, Outcome.PROTOCOL_ERROR, code, null);
  }

  /** The call is done and needed no answer, as a notification needs none. */
  public void done(McpCall call) {
    end(call, Outcome.OK, null, null);
  }

  /** Nobody waits for the call any more. */
  public void cancelled(McpCall call) {
    end(call, Outcome.CANCELLED, null, null);
  }

  /** There is an exception instead of an answer. */
  final void threw(McpCall call, Outcome outcome, Throwable failure) {
    traces.failed(call, failure.getMessage());
    end(call, outcome, null, failure.getClass().getName());
  }

  final void end(
      McpCall call, Outcome outcome, @Nullable Integer code, @Nullable String errorType) {
    if (call.end(outcome, code, errorType, System.nanoTime())) {
      pipeline.endCall(call);
    }
  }
}
