package io.mcpmonitor.mcp;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one application asks its peers, where its library tells the beginning and the end of each
 * request itself. Who asks may be a client, or a server that asks its client.
 */
public final class ClientCalls extends OpenCalls {
  private static final String TRACEPARENT = "traceparent";

  /**
   * @param fields how the library keeps the JSON of its messages
   */
  public ClientCalls(
      Pipeline pipeline,
      Capture capture,
      Fields fields,
      McpSessions sessions,
      RegisteredNames names) {
    super(pipeline, capture, fields, sessions, names);
  }

  /** For an application that only asks. */
  public ClientCalls(String probe, Pipeline pipeline, Capture capture, Drops drops, Fields fields) {
    super(probe, pipeline, capture, drops, fields);
  }

  /**
   * A request or notification is about to be sent, for what the current thread works for.
   *
   * @param params its parameters, as far as they are known
   * @param wire what is known of the connection; counts when there is no session
   */
  public McpCall begin(
      String method,
      boolean notification,
      @Nullable Object params,
      @Nullable McpSession session,
      Wire wire) {
    McpCall call = new McpCall(method, notification, null, wire, System.nanoTime());
    if (session != null) {
      call.session(session, Side.CLIENT);
    }
    call.parent(pipeline.current().get());
    aims(call, params);
    CallDetail detail = traces.sends(call, params);
    if (detail != null) {
      detail.progressToken(fields.get(fields.get(params, "_meta"), "progressToken"));
    }
    call.startedHere(call.receivedNanos());
    pipeline.beginCall(call);
    return call;
  }

  /** The parameters are known now. */
  public void aims(McpCall call, @Nullable Object params) {
    if (call.targetKind() != null) {
      call.target(fields.text(params, "name"));
    }
  }

  /**
   * Tells the peer by whose trace it is asked.
   *
   * @param params the parameters that will be sent
   * @param meta takes the fields of {@code _meta}; not called when there is nothing to tell
   */
  public void inject(McpCall call, @Nullable Object params, BiConsumer<String, String> meta) {
    TraceContext trace = call.trace();
    if (trace != null && fields.get(fields.get(params, "_meta"), TRACEPARENT) == null) {
      pipeline.tracing().inject(trace, meta);
    }
  }

  /** The request is answered with a result. */
  public void result(McpCall call, boolean toolFailed, @Nullable Object result) {
    if (call.method().equals(McpMethods.INITIALIZE)) {
      initialized(call, call.session(), result);
    } else if (!toolFailed && call.targetKind() != null && call.target() != null) {
      names.register(
          call.targetKind(), serverOf(call), call.target()); // only what exists has a result
    }
    ended(call, toolFailed, result);
  }

  private void initialized(McpCall call, @Nullable McpSession session, @Nullable Object result) {
    String version = fields.text(result, "protocolVersion");
    if (session == null) {
      call.wire(call.wire().withProtocolVersion(version));
      return;
    }
    Object info = fields.get(result, "serverInfo");
    session.protocolVersion(version);
    session.server(fields.text(info, "name"));
    session.peer(fields.text(info, "name"), fields.text(info, "version"));
    call.session(session, Side.CLIENT);
  }

  /** The server has told of a tool or prompt. */
  public void exists(McpCall call, TargetKind kind, String name) {
    names.register(kind, serverOf(call), name);
  }

  /** There was no answer. */
  public void failed(McpCall call, Throwable failure) {
    threw(call, failure instanceof TimeoutException ? Outcome.TIMED_OUT : Outcome.THREW, failure);
  }

  /**
   * The answer did not come in time.
   *
   * @param failure class name of what the library throws
   */
  public void timedOut(McpCall call, String failure) {
    end(call, Outcome.TIMED_OUT, null, failure);
  }
}
