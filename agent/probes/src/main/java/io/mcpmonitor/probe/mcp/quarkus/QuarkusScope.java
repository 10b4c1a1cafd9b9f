package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.ServerCalls;
import io.mcpmonitor.pipeline.Current;
import io.quarkiverse.mcp.server.InitialRequest;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.ToolResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The probe's state for one application loader. */
final class QuarkusScope {
  final ProbeContext context;
  final ServerCalls calls;
  final Current current;

  private final Wire stdio = new Wire(Side.SERVER, McpTransport.STDIO, null);
  private final Wire sse = new Wire(Side.SERVER, McpTransport.SSE, null);
  private final Wire streamable = new Wire(Side.SERVER, McpTransport.STREAMABLE_HTTP, null);
  private final Wire other = new Wire(Side.SERVER, McpTransport.OTHER, null);
  private final Wire asking = new Wire(Side.CLIENT, McpTransport.OTHER, null);

  /** A call that a thread works for, and what it worked for before: nearly always nothing. */
  private record Entered(McpCall call, Operation previous) {}

  QuarkusScope(ProbeContext context) {
    this.context = context;
    this.calls =
        new ServerCalls(
            context.probeId(),
            context.pipeline(),
            context.capture(),
            context.drops(),
            new QuarkusFields());
    this.current = context.pipeline().current();
  }

  /** A request or notification has come; the state of {@link #leave}, null for a response. */
  @Nullable Object begin(
      Object handler,
      JsonObject message,
      McpConnection connection,
      Object answersTo,
      boolean traced) {
    if (!(message.getMap().get("method") instanceof String method)) {
      return null;
    }
    Object params = message.getMap().get("params");
    Object id = message.getMap().get("id");
    McpSession session = session(handler, method, connection);
    Wire wire = session == null ? wire(handler) : session.wire(Side.SERVER);
    return enter(calls.begin(method, id, params, session, wire, answersTo, traced));
  }

  /** The current thread works for this call from now on. */
  @Nullable Object enter(@Nullable McpCall call) {
    if (call == null) {
      return null;
    }
    Operation previous = current.enter(call);
    return previous == null ? call : new Entered(call, previous);
  }

  /** The current thread works for what it worked for before; the call, if there is one. */
  @Nullable McpCall leave(@Nullable Object state) {
    if (state instanceof Entered entered) {
      current.leave(entered.previous());
      return entered.call();
    }
    if (state instanceof McpCall call) {
      current.leave(null);
      return call;
    }
    return null;
  }

  /** A message that answers a request is about to leave. */
  void answer(Object sender, JsonObject message) {
    McpCall call = calls.answering(sender, message.getMap().get("id"));
    if (call == null) {
      return;
    }
    Object error = message.getMap().get("error");
    if (error == null) {
      Object result = message.getMap().get("result");
      calls.result(call, result instanceof ToolResponse tool && tool.isError(), result);
    } else {
      calls.error(call, QuarkusFields.code(error), QuarkusFields.message(error));
    }
  }

  /** A request or notification of the server is about to leave; null when it has been seen. */
  @Nullable McpCall ask(McpConnection connection, String method, JsonObject message) {
    McpSession session = calls.sessions().find(connection.id());
    Wire wire = session == null ? asking : session.wire(Side.CLIENT);
    return calls.asks(method, QuarkusFields.asked(message.getMap().get("id")), session, wire);
  }

  private @Nullable McpSession session(Object handler, String method, McpConnection connection) {
    McpSession known = calls.sessions().find(connection.id());
    if (known != null) {
      return known;
    }
    InitialRequest initial = connection.initialRequest();
    if (initial == null && !method.equals(McpMethods.INITIALIZE)) {
      return null; // it will be refused
    }
    McpSession session = calls.sessions().open(connection.id(), connection, wire(handler));
    if (session != null && initial != null) {
      session.peer(initial.implementation().name(), initial.implementation().version());
      session.protocolVersion(initial.protocolVersion());
    }
    return session;
  }

  private Wire wire(Object handler) {
    String name = handler.getClass().getSimpleName();
    if (name.startsWith("Stdio")) {
      return stdio;
    }
    if (name.startsWith("Streamable")) {
      return streamable;
    }
    return name.startsWith("Sse") ? sse : other;
  }
}
