package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.ServerCalls;
import io.mcpmonitor.pipeline.LibraryCalls;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are seen on one kind of transport, of servers that use no known library.
 *
 * <p>A library's probe sees a request later than it is seen here, and always before its answer. So
 * until the first answer nothing is told: then it is clear whether a library has it.
 */
final class WireCalls {
  static final int MOST_CONTENT = 64 * 1024;

  final WireWatch watch = new WireWatch();
  final Words words = new Words();
  final ThreadWork threads;
  private final Pipeline pipeline;
  private final ServerCalls calls;
  private final LibraryCalls.Served library;
  private final int mostContent;
  private final boolean isStdio;
  private final String where;

  /**
   * @param isStdio whether the transport is stdin and stdout, else it is HTTP
   */
  WireCalls(Pipeline pipeline, Capture capture, Drops drops, boolean isStdio) {
    this.pipeline = pipeline;
    this.calls = new ServerCalls("mcp.wire", pipeline, capture, drops, Message.FIELDS, false);
    this.isStdio = isStdio;
    this.where = isStdio ? "stdin and stdout" : "HTTP";
    this.library = isStdio ? pipeline.libraryCalls().onStdio() : pipeline.libraryCalls().onHttp();
    this.mostContent = capture.isOn() ? MOST_CONTENT : 0;
    this.threads = new ThreadWork(pipeline.current());
    library.whenMet(
        new Runnable() {
          @Override
          public void run() {
            stop("the probe of its library sees the calls on ".concat(where));
          }
        });
  }

  MessageReader reader(boolean lines, MessageReader.Listener listener) {
    return new MessageReader(lines, words, mostContent, listener);
  }

  boolean isOn() {
    return watch.isOn();
  }

  void stop(String why) {
    watch.stop(why);
    pipeline
        .inFlight()
        .forEach(
            new Consumer<McpCall>() {
              @Override
              public void accept(McpCall call) {
                if (call.isSeenOnTheWire()
                    && (call.wire().transport() == McpTransport.STDIO) == isStdio) {
                  pipeline.forgetCall(call);
                }
              }
            });
  }

  /**
   * Whether a message from a client is of MCP, and of no other protocol on JSON-RPC.
   *
   * @param named whether it came with something that names MCP
   */
  static boolean isMcp(Message message, boolean named) {
    String method = message.method();
    return method != null
        && message.isJsonRpc()
        && (McpMethods.isUnmistakable(method)
            || (named && McpMethods.isKnown(method))
            || (method.equals(McpMethods.INITIALIZE)
                && Message.FIELDS.get(message.params(), "protocolVersion") != null));
  }

  /**
   * A request or notification came from a client.
   *
   * @return null when it is none
   */
  @Nullable McpCall received(Message message, WireClient client) {
    String method = message.method();
    if (method == null || !message.isJsonRpc()) {
      return null;
    }
    Object params = message.params();
    McpCall call = calls.arrived(method, message.id(), params, client.session(), client.wire());
    call.requestBytes(message.length());
    if (watch.hasFound()) {
      calls.begin(call, params, true);
    } else if (pipeline.tracing().isOwn()) {
      calls.trace(call, params);
    }
    return call;
  }

  /** The request is found again by its answer, wherever that goes. */
  void awaitsAnswer(McpCall call, WireClient client) {
    calls.awaitsAnswer(call, client);
  }

  /** The request with this id, which is not found again; null when it is not known. */
  @Nullable McpCall taken(WireClient client, @Nullable Object id) {
    return calls.answering(client, id);
  }

  /** The client has answered a request of the server. */
  void answered(Message message, WireClient client) {
    McpCall asked = calls.answered(client, message.id());
    if (asked == null) {
      return;
    }
    asked.requestBytes(McpCall.UNKNOWN_SIZE);
    if (message.isError()) {
      calls.error(asked, message.errorCode(), message.errorMessage());
    } else {
      calls.done(asked);
    }
  }

  /** The server sends a request or notification. */
  void asks(Message message, WireClient client) {
    String method = message.method();
    if (method == null || !watch.hasFound()) {
      return;
    }
    Object id = message.id();
    McpCall call =
        calls.asks(method, id, message.params(), client.session(), client.asking(), client);
    if (call != null && id == null) {
      calls.done(call);
    }
  }

  /**
   * The server answers a request.
   *
   * @param sessionId the session that begins with this answer, or is met with it; null for none
   */
  void answers(Message message, McpCall call, WireClient client, @Nullable String sessionId) {
    if (!isOurs()) {
      return;
    }
    if (message.isError()) {
      calls.error(call, message.errorCode(), message.errorMessage());
    } else {
      if (sessionId != null) {
        open(sessionId, call, client);
      }
      learn(message, call);
      Object result = message.result();
      boolean failed = Boolean.TRUE.equals(Message.FIELDS.get(result, "isError"));
      calls.result(call, failed, result);
    }
    pipeline.publish(new McpEvent.ResponseSized(call, message.length()));
  }

  /** Whether an answer may be told of: from the first one on that no library has given. */
  private boolean isOurs() {
    if (library.isMet() || !watch.isOn()) {
      return false;
    }
    if (!watch.hasFound()) {
      watch.found("MCP on ".concat(where));
    }
    return true;
  }

  private void learn(Message message, McpCall call) {
    McpSession session = call.session();
    String server = session == null ? null : session.serverName();
    if (!message.tools().isEmpty() && call.method().equals(McpMethods.TOOLS_LIST)) {
      calls.names().registerAll(TargetKind.TOOL, server, List.copyOf(message.tools()));
    } else if (!message.prompts().isEmpty() && call.method().equals(McpMethods.PROMPTS_LIST)) {
      calls.names().registerAll(TargetKind.PROMPT, server, List.copyOf(message.prompts()));
    }
  }

  /** A session begins with this call, or was met with it. */
  void open(String id, McpCall call, WireClient client) {
    Wire wire = call.wire();
    McpSession session = calls.sessions().open(id, client, wire);
    if (session != null) {
      if (call.peerName() != null && session.peerName() == null) {
        session.peer(call.peerName(), call.peerVersion());
      }
      call.session(session, wire.side());
    }
    client.session(session);
  }

  void close(McpSession session, CloseReason reason) {
    calls.sessions().close(session.id(), reason);
  }

  @Nullable McpSession session(String id) {
    return calls.sessions().find(id);
  }

  /** A call needs no answer and is done. */
  void done(McpCall call) {
    if (isOurs()) {
      calls.done(call);
    }
  }

  /** Its answer goes where nothing is seen, so nothing is told of it. */
  void forget(McpCall call) {
    pipeline.forgetCall(call);
  }

  /** Nobody waits for the answer any more. */
  void cancelled(McpCall call) {
    if (isOurs()) {
      calls.cancelled(call);
    }
  }

  /**
   * There is no answer.
   *
   * @param errorType what there is instead
   */
  void unanswered(McpCall call, String errorType) {
    if (isOurs()) {
      calls.unanswered(call, errorType);
    }
  }

  /** There is an exception instead of an answer. */
  void failed(McpCall call, Throwable thrown) {
    if (isOurs()) {
      calls.failed(call, thrown);
    }
  }

  void malformed(McpEvent.Malformed how) {
    if (watch.hasFound()) {
      calls.malformed(how);
    }
  }
}
