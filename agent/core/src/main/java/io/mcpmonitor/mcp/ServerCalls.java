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
public final class ServerCalls extends OpenCalls {
  /** Requests that have no answer yet, by where their answer goes. */
  private final CallSlots unanswered;

  /** Requests of ours that have no answer yet. */
  private final CallSlots asked;

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
    super(probe, pipeline, capture, drops, fields);
    this.ofLibrary = ofLibrary;
    this.unanswered = new CallSlots(true, drops);
    this.asked = new CallSlots(false, drops);
    this.introductions = new Introductions(pipeline, fields);
  }

  public Current current() {
    return pipeline.current();
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
      introductions.ofClient(call, session, params);
    } else if (method.equals(McpMethods.CANCELLED) && session != null) { // else an id says nothing
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
    inFlight(call);
  }

  private void inFlight(McpCall call) {
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

  private void cancel(McpSession session, @Nullable Object requestId) {
    pipeline
        .inFlight()
        .forEach(
            call -> {
              if (requestId != null
                  && call.session() == session
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
    if (call.method().equals(McpMethods.INITIALIZE)) {
      introductions.ofServer(call, session, result);
    } else {
      String server = serverOf(call);
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
    ended(call, toolFailed, result);
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

  /** The call ends without an answer. */
  public void failed(McpCall call, Throwable failure) {
    threw(call, Outcome.THREW, failure);
  }

  /**
   * The call ends without an answer.
   *
   * @param errorType what there is instead
   */
  public void unanswered(McpCall call, String errorType) {
    end(call, Outcome.THREW, null, errorType);
  }

  /** An answer did not come in time. */
  public void timedOut(McpCall call) {
    end(call, Outcome.TIMED_OUT, null, TimeoutException.class.getName());
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
    Operation cause = pipeline.current().get();
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
    inFlight(call);
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
