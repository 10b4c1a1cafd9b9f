package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.event.Arrival;
import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.mcp.wire.ThreadWork.Entered;
import io.mcpmonitor.pipeline.Current;
import io.mcpmonitor.pipeline.ProbeNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, whose bytes are seen as the application reads and writes them.
 * They may come on different threads.
 */
public final class HttpExchange {
  private static final int FIRST_FAILURE = 400;
  private static final int NOT_FOUND = 404;

  private final HttpWire wire;
  private final WireCalls calls;
  private final ProbeNotes probe;
  private final HttpHead head;
  private final String path;
  private final WireClient client;
  private final boolean isPost;
  private HttpPaths.State state;

  /** Requests that this response has not answered, and notifications. */
  private final List<McpCall> pending = new ArrayList<>(1);

  private @Nullable Incoming incoming;
  private @Nullable Outgoing outgoing;
  private volatile boolean isMcp;
  private volatile @Nullable Scope scope;
  private boolean ended;

  /** The time in which a thread handles the request. */
  public static final class Scope {
    private final HttpExchange exchange;
    private final Thread thread = Thread.currentThread();
    private @Nullable Entered entered;

    private Scope(HttpExchange exchange) {
      this.exchange = exchange;
    }

    /** The current thread, the one that has entered, does not handle the request any more. */
    public void leave() {
      exchange.leave(this);
    }
  }

  HttpExchange(
      HttpWire wire,
      ProbeNotes probe,
      HttpHead head,
      String path,
      HttpPaths.State state,
      WireClient client) {
    this.wire = wire;
    this.probe = probe;
    this.calls = wire.calls;
    this.head = head;
    this.path = path;
    this.state = state;
    this.client = client;
    this.isPost = "POST".equals(head.method());
    if (!isPost) {
      isMcp = client.address() != null;
      client.listens(true);
    }
  }

  /** The current thread handles the request from now on. */
  public Scope enter() {
    Scope entering = new Scope(this);
    scope = entering;
    synchronized (this) {
      work(entering);
    }
    return entering;
  }

  private void leave(Scope left) {
    Entered entered = left.entered;
    if (scope == left) {
      scope = null;
    }
    if (entered != null) {
      left.entered = null;
      calls.threads.leave(entered);
    }
  }

  /** A thread works for a request that came alone; of several it cannot be told which. */
  private void work(@Nullable Scope in) {
    if (in != null
        && in.thread == Thread.currentThread()
        && in.entered == null
        && pending.size() == 1
        && !pending.get(0).isEnded()) {
      in.entered = calls.threads.enter(pending.get(0));
    }
  }

  /** The application reads this from the request. */
  public void requestBytes(byte[] bytes, int from, int to) {
    if (!isPost || !calls.isOn()) {
      return;
    }
    try {
      synchronized (this) {
        Incoming reading = incoming;
        if (reading == null) {
          reading = new Incoming();
          incoming = reading;
        }
        reading.read(bytes, from, to);
        work(scope);
      }
    } catch (Throwable failure) {
      probe.failed(failure);
    }
  }

  /** The application reads this from the request. */
  public void requestByte(int b) {
    requestBytes(new byte[] {(byte) b}, 0, 1);
  }

  /** The application writes this to the response. */
  public void responseBytes(byte[] bytes, int from, int to) {
    if ((isPost && !isMcp) || !calls.isOn() || from >= to) {
      return;
    }
    try {
      synchronized (this) {
        Outgoing writing = outgoing;
        if (writing == null) {
          writing = new Outgoing();
          outgoing = writing;
        }
        writing.read(bytes, from, to);
      }
    } catch (Throwable failure) {
      probe.failed(failure);
    }
  }

  /** The application writes this to the response. */
  public void responseByte(int b) {
    responseBytes(new byte[] {(byte) b}, 0, 1);
  }

  /** The application has thrown this instead of an answer. */
  public void failed(Throwable thrown) {
    synchronized (this) {
      for (McpCall call : pending) {
        calls.failed(call, thrown);
      }
    }
    end();
  }

  /** The response is complete, or nobody reads it any more. Counts once. */
  public void end() {
    try {
      ends();
    } catch (Throwable failure) {
      probe.failed(failure);
    }
  }

  private void ends() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      int status = head.status();
      for (McpCall call : pending) {
        end(call, status);
      }
      pending.clear();
      if (incoming != null) {
        incoming.close();
      }
      if (outgoing != null) {
        outgoing.close();
      }
      if (isPost) {
        if (!isMcp) {
          state.miss();
        } else if (status == NOT_FOUND) {
          wire.gone(client, CloseReason.CLOSED);
        }
        return;
      }
    }
    client.listens(false);
    if ("DELETE".equals(head.method())) {
      if (head.status() < FIRST_FAILURE) {
        wire.gone(client, CloseReason.DELETED);
      }
    } else if (client.wire().transport() == McpTransport.SSE) {
      wire.gone(client, CloseReason.DISCONNECTED);
    }
  }

  private void end(McpCall call, int status) {
    if (call.isEnded()) {
      return;
    }
    if (call.isNotification()) {
      calls.done(call);
    } else if (status >= FIRST_FAILURE) {
      McpCall unused = calls.taken(client, call.requestId());
      calls.unanswered(call, Integer.toString(status));
    } else if (answersElsewhere()) {
      return;
    } else if (outgoing != null && outgoing.isResumable() && client.session() != null) {
      calls.awaitsAnswer(call, client); // the client will come and ask for the rest
    } else {
      calls.cancelled(call);
    }
  }

  /** With HTTP+SSE answers come on a stream of their own. */
  private boolean answersElsewhere() {
    return client.wire().transport() == McpTransport.SSE;
  }

  private @Nullable McpCall take(@Nullable Object id) {
    if (id == null) {
      return null;
    }
    for (int i = 0; i < pending.size(); i++) {
      McpCall call = pending.get(i);
      if (!call.isNotification() && Objects.equals(call.requestId(), id)) {
        pending.remove(i);
        return call;
      }
    }
    return calls.taken(client, id);
  }

  /** A request that waits for its answer elsewhere; others end with their own response. */
  private void cancelled(Message message) {
    McpCall call = calls.taken(client, Message.FIELDS.get(message.params(), "requestId"));
    if (call != null) {
      calls.cancelled(call);
    }
  }

  private final class Incoming implements MessageReader.Listener {
    private final MessageReader reader = calls.reader(false, this);
    private final @Nullable Unzip unzip = Unzip.of(head.requestHeader("Content-Encoding"));
    private boolean given;

    void read(byte[] bytes, int from, int to) {
      if (!given) {
        if (unzip == null) {
          reader.read(bytes, from, to);
        } else {
          unzip.read(bytes, from, to, reader);
        }
      }
    }

    void close() {
      given = true;
      if (unzip != null) {
        unzip.close();
      }
    }

    @Override
    public void message(Message message) {
      if (!isMcp) {
        if (!state.isMcp() && !WireCalls.isMcp(message)) {
          given = true;
          return;
        }
        isMcp = true;
        state = wire.paths.found(path, state);
      }
      McpCall call = received(message);
      if (call == null) {
        if (message.method() == null && (message.isResult() || message.isError())) {
          calls.answered(message, client);
        } else {
          calls.malformed(McpEvent.Malformed.NOT_JSON_RPC);
        }
        return;
      }
      pending.add(call);
      if (call.isNotification()) {
        if (call.method().equals(McpMethods.CANCELLED)) {
          cancelled(message);
        }
      } else if (answersElsewhere()) {
        calls.awaitsAnswer(call, client);
      }
    }

    /** What the HTTP request says of its cause counts unless the message says more. */
    private @Nullable McpCall received(Message message) {
      Current current = wire.pipeline.current();
      if (!wire.pipeline.tracing().isOn() || current.arrival() != null) {
        return calls.received(message, client);
      }
      current.arrival(
          new Arrival(
              wire.pipeline.tracing().extract(head::requestHeader),
              head.clientAddress(),
              head.clientPort(),
              head.httpVersion()));
      try {
        return calls.received(message, client);
      } finally {
        current.arrival(null);
      }
    }

    @Override
    public void unreadable() {
      bad(McpEvent.Malformed.NOT_JSON);
    }

    @Override
    public void foreign() {
      bad(McpEvent.Malformed.NOT_JSON_RPC);
    }

    private void bad(McpEvent.Malformed how) {
      given = true;
      if (state.isMcp()) {
        isMcp = true;
        calls.malformed(how);
      }
    }
  }

  private final class Outgoing implements MessageReader.Listener, EventStreamReader.Listener {
    private final MessageReader reader = calls.reader(false, this);
    private final @Nullable EventStreamReader events;
    private final ByteSink plain;
    private final @Nullable Unzip unzip = Unzip.of(head.responseHeader("Content-Encoding"));
    private boolean given;

    Outgoing() {
      String type = head.responseHeader("Content-Type");
      events = type != null && type.contains("event-stream") ? new EventStreamReader(this) : null;
      plain = events == null ? reader : events;
    }

    boolean isResumable() {
      return events != null && events.hasIds();
    }

    void read(byte[] bytes, int from, int to) {
      if (!given) {
        if (unzip == null) {
          plain.read(bytes, from, to);
        } else {
          unzip.read(bytes, from, to, plain);
        }
      }
    }

    void close() {
      given = true;
      if (unzip != null) {
        unzip.close();
      }
    }

    @Override
    public void data(byte[] bytes, int from, int to) {
      reader.read(bytes, from, to);
    }

    @Override
    public void event(boolean isEndpoint, @Nullable String endpoint) {
      reader.reset();
      if (isPost || isMcp) {
        return;
      }
      if (isEndpoint && endpoint != null) {
        isMcp = true;
        state = wire.paths.found(path, state);
        wire.endpoint(endpoint, client);
      } else { // a stream of another kind
        given = true;
        state.miss();
      }
    }

    @Override
    public void message(Message message) {
      if (!isMcp) {
        return;
      }
      if (message.method() != null) {
        calls.asks(message, client);
        return;
      }
      McpCall call = take(message.id());
      if (call == null) {
        return;
      }
      String session = session(message, call);
      calls.answers(message, call, client, session);
      if (session != null && client.session() != null) {
        wire.begun(session, client);
      }
    }

    /** The session that begins with this answer, or is met with it for the first time. */
    private @Nullable String session(Message message, McpCall call) {
      if (message.isError() || client.session() != null) {
        return null;
      }
      if (client.sessionId() != null) {
        return client.sessionId();
      }
      String id = head.responseHeader(HttpWire.SESSION_HEADER);
      if (id != null) {
        client.wire(WireClient.server(McpTransport.STREAMABLE_HTTP));
        call.wire(client.wire());
      }
      return id;
    }

    @Override
    public void unreadable() {
      given |= events == null;
    }

    @Override
    public void foreign() {
      given |= events == null;
    }
  }
}
