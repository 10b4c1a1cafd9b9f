package io.mcpmonitor.mcp;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.pipeline.Current;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one application whose library hands its messages over as they are: what a server is
 * asked, and what it asks its clients. Begins them, finds them again when their answer is sent, and
 * ends them.
 */
public final class ServerCalls {
  private final Pipeline pipeline;
  private final Current current;
  private final CallTraces traces;
  private final Fields fields;

  /** Requests that have no answer yet, by where their answer goes. */
  private final CallSlots unanswered;

  /** Requests of ours that have no answer yet. */
  private final CallSlots asked;

  private final McpSessions sessions;
  private final RegisteredNames names;
  private final Introductions introductions;
  private final boolean ofLibrary;

  /**
   * @param probe id of the probe that sees them
   * @param fields how the library keeps the JSON of its messages
   */
  public ServerCalls(String probe, Pipeline pipeline, Capture capture, Drops drops, Fields fields) {
    this(probe, pipeline, capture, drops, fields, true);
  }

  /**
   * @param probe id of the probe that sees them
   * @param fields how messages keep their JSON
   * @param ofLibrary whether a known library serves these calls; else they were seen on the wire
   */
  public ServerCalls(
      String probe,
      Pipeline pipeline,
      Capture capture,
      Drops drops,
      Fields fields,
      boolean ofLibrary) {
    this.pipeline = pipeline;
    this.ofLibrary = ofLibrary;
    this.current = pipeline.current();
    this.traces = new CallTraces(pipeline, capture, fields);
    this.fields = fields;
    this.unanswered = new CallSlots(true, drops);
    this.asked = new CallSlots(false, drops);
    this.sessions = new McpSessions(pipeline, drops);
    this.names = new RegisteredNames(probe, pipeline, drops);
    this.introductions = new Introductions(pipeline, fields);
  }

  public McpSessions sessions() {
    return sessions;
  }

  public RegisteredNames names() {
    return names;
  }

  public Current current() {
    return current;
  }

  /**
   * A request or notification has come, and is handled on this thread from now on.
   *
   * @param id the JSON-RPC id; null for a notification
   * @param wire what is known of the connection; counts when there is no session
   * @param answersTo the object that its answer is handed to; only its identity is kept
   * @param traced whether it gets a span of ours
   */
  public McpCall begin(
      String method,
      @Nullable Object id,
      @Nullable Object params,
      @Nullable McpSession session,
      Wire wire,
      Object answersTo,
      boolean traced) {
    McpCall call = arrived(method, id, params, session, wire);
    begin(call, params, traced);
    if (id != null) {
      awaitsAnswer(call, answersTo);
    }
    return call;
  }

  /**
   * A request or notification has come, and may still turn out to be none: it does not {@link
   * #begin(McpCall, Object, boolean) begin} yet.
   *
   * @param id the JSON-RPC id; null for a notification
   * @param wire what is known of the connection; counts when there is no session
   */
  public McpCall arrived(
      String method,
      @Nullable Object id,
      @Nullable Object params,
      @Nullable McpSession session,
      Wire wire) {
    long now = System.nanoTime();
    McpCall call = new McpCall(method, id == null, id, wire, now);
    if (!ofLibrary) {
      call.seenOnTheWire();
    }
    if (session != null) {
      call.session(session, Side.SERVER);
    } else {
      introductions.ofRequest(call, params);
    }
    if (call.targetKind() != null) {
      call.target(fields.text(params, "name"));
    } else if (method.equals(McpMethods.INITIALIZE)) {
      Object client = fields.get(params, "clientInfo");
      if (session != null) {
        session.peer(fields.text(client, "name"), fields.text(client, "version"));
      } else {
        call.peer(introductions.client(client));
      }
    } else if (method.equals(McpMethods.CANCELLED)) {
      cancel(session, fields.get(params, "requestId"));
    }
    call.startedHere(now);
    return call;
  }

  /**
   * The call begins: it gets its place in a trace and is in flight.
   *
   * @param traced whether it gets a span of ours
   */
  public void begin(McpCall call, @Nullable Object params, boolean traced) {
    if (traced) {
      traces.received(call, params);
    }
    if (ofLibrary) {
      pipeline.beginCall(call);
    } else {
      pipeline.beginCallOnTheWire(call);
    }
  }

  /** The call gets its place in a trace, and may still turn out to be none. */
  public void trace(McpCall call, @Nullable Object params) {
    traces.received(call, params);
  }

  /**
   * The request is found again by its answer.
   *
   * @param answersTo the object that its answer is handed to; only its identity is kept
   */
  public void awaitsAnswer(McpCall call, Object answersTo) {
    unanswered.put(answersTo, call);
  }

  private void cancel(@Nullable McpSession session, @Nullable Object requestId) {
    if (requestId == null || session == null) { // without a session an id says nothing
      return;
    }
    pipeline
        .inFlight()
        .forEach(
            call -> {
              if (call.session() == session
                  && call.wire().side() == Side.SERVER
                  && requestId.equals(call.requestId())) {
                call.cancelRequested();
              }
            });
  }

  /** The request whose answer will be handed to this object; null when it is not known. */
  public @Nullable McpCall find(Object answersTo, @Nullable Object id) {
    return id == null ? null : unanswered.find(answersTo, id);
  }

  /** The request whose answer is handed to this object now; null when it is not known. */
  public @Nullable McpCall answering(Object answersTo, @Nullable Object id) {
    return id == null ? null : unanswered.take(answersTo, id);
  }

  /** The call is answered with a result. */
  public void result(McpCall call, boolean toolFailed, @Nullable Object result) {
    McpSession session = call.session();
    String server = session == null ? null : session.serverName();
    if (call.method().equals(McpMethods.INITIALIZE)) {
      initialized(call, session, result);
    } else {
      if (call.method().equals(McpMethods.TOOLS_LIST)) {
        listed(server, fields.get(result, "tools"));
      } else if (!toolFailed
          && !call.isOurs()
          && call.targetKind() != null
          && call.target() != null) {
        names.learn(call.targetKind(), server, call.target()); // only what exists has a result
      }
      if (session == null) {
        introductions.ofResult(result, call.method().equals(McpMethods.DISCOVER));
      }
    }
    traces.result(call, result);
    end(call, toolFailed ? Outcome.TOOL_ERROR : Outcome.OK, null, null);
  }

  /** What the agent has put into this server is none of its tools. */
  private void listed(@Nullable String server, @Nullable Object tools) {
    List<String> listed = new ArrayList<>();
    for (Object tool : fields.elements(tools)) {
      String name = fields.text(tool, "name");
      if (name != null && !Feature.isOurTool(name, fields.text(tool, "description"))) {
        listed.add(name);
      }
    }
    names.learnAll(TargetKind.TOOL, server, listed);
  }

  private void initialized(McpCall call, @Nullable McpSession session, @Nullable Object result) {
    String version = fields.text(result, "protocolVersion");
    String name = introductions.server(fields.get(result, "serverInfo"));
    if (session == null) {
      call.wire(call.wire().withProtocolVersion(version));
    } else {
      session.protocolVersion(version);
      session.server(name);
      call.session(session, Side.SERVER);
    }
  }

  /** The call is answered with a JSON-RPC error. */
  public void error(McpCall call, @Nullable Integer code, @Nullable String message) {
    traces.failed(call, message);
    end(call, Outcome.PROTOCOL_ERROR, code, null);
  }

  /** The call ends without an answer. */
  public void failed(McpCall call, Throwable failure) {
    traces.failed(call, failure.getMessage());
    end(call, Outcome.THREW, null, failure.getClass().getName());
  }

  /**
   * The call ends without an answer.
   *
   * @param errorType what there is instead
   */
  public void unanswered(McpCall call, String errorType) {
    end(call, Outcome.THREW, null, errorType);
  }

  /** The call is done and needed no answer. */
  public void done(McpCall call) {
    end(call, Outcome.OK, null, null);
  }

  /** An answer did not come in time. */
  public void timedOut(McpCall call) {
    end(call, Outcome.TIMED_OUT, null, TimeoutException.class.getName());
  }

  /** Nobody waits for the call any more. */
  public void cancelled(McpCall call) {
    end(call, Outcome.CANCELLED, null, null);
  }

  private void end(
      McpCall call, Outcome outcome, @Nullable Integer code, @Nullable String errorType) {
    if (call.end(outcome, code, errorType, System.nanoTime())) {
      pipeline.endCall(call);
    }
  }

  /**
   * This server sends a request or notification to its client.
   *
   * @return null when it is on its way already: a sender may hand it to another one
   */
  public @Nullable McpCall asks(
      String method, @Nullable Object id, @Nullable McpSession session, Wire wire) {
    return asks(method, id, null, session, wire, this);
  }

  /**
   * This server sends a request or notification to its client.
   *
   * @param asked whom, where ids of requests to different clients may be the same; only its
   *     identity is kept
   * @return null when it is on its way already: a sender may hand it to another one
   */
  public @Nullable McpCall asks(
      String method,
      @Nullable Object id,
      @Nullable Object params,
      @Nullable McpSession session,
      Wire wire,
      Object asked) {
    Operation cause = current.get();
    if (cause instanceof McpCall outer
        && !outer.isEnded()
        && outer.wire().side() == Side.CLIENT
        && outer.method().equals(method)) {
      return null;
    }
    McpCall call = new McpCall(method, id == null, id, wire, System.nanoTime());
    if (!ofLibrary) {
      call.seenOnTheWire();
    }
    if (session != null) {
      call.session(session, Side.CLIENT);
    }
    call.parent(cause);
    CallDetail unused = traces.sends(call, params);
    if (ofLibrary) {
      pipeline.beginCall(call);
    } else {
      pipeline.beginCallOnTheWire(call);
    }
    if (id != null) {
      this.asked.put(asked, call);
    }
    return call;
  }

  /** The client has answered a request of ours; null when it is not known. */
  public @Nullable McpCall answered(@Nullable Object id) {
    return answered(this, id);
  }

  /** The client that was asked has answered a request of ours; null when it is not known. */
  public @Nullable McpCall answered(Object client, @Nullable Object id) {
    return id == null ? null : asked.take(client, id);
  }

  /** A message came that cannot be read. */
  public void malformed(McpEvent.Malformed how) {
    pipeline.publish(new McpEvent.MessageMalformed(how));
  }
}
