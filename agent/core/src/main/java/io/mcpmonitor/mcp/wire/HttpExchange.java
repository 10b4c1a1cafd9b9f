package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.mcp.wire.ThreadWork.Entered;
import io.mcpmonitor.pipeline.ProbeNotes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, whose bytes are seen as the application reads and writes them.
 * They may come on different threads.
 */
public final class HttpExchange {
  private static final int FIRST_FAILURE = 400;
  private static final int NOT_FOUND = 404;

  /** That a request is answered elsewhere: with HTTP+SSE on a stream of its own. */
  private static final int ACCEPTED = 202;

  private static final String UNSEEN_STREAM =
      "clients of HTTP+SSE that connected before the agent came are not seen until they come again";

  final HttpWire wire;
  final WireCalls calls;
  final HttpHead head;
  final WireClient client;
  final boolean isPost;
  private final ProbeNotes probe;
  private final String path;
  private HttpPaths.State state;

  /** Requests that this response has not answered, and notifications. */
  final List<McpCall> pending = new ArrayList<>(1);

  private @Nullable RequestBody request;
  private @Nullable ResponseBody response;
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
        RequestBody reading = request;
        if (reading == null) {
          reading = new RequestBody(this);
          request = reading;
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
        ResponseBody writing = response;
        if (writing == null) {
          writing = new ResponseBody(this);
          response = writing;
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

  boolean isMcp() {
    return isMcp;
  }

  /** What is here is meant as MCP, whether or not it can be read. */
  void takeForMcp() {
    isMcp = true;
  }

  /** Whether there has been MCP at this path. */
  boolean isAtMcp() {
    return state.isMcp();
  }

  /** There is MCP at this path, and this is some. */
  void foundMcp() {
    takeForMcp();
    state = wire.paths.found(path, state);
  }

  /** There is something else at this path. */
  void missedMcp() {
    state.miss();
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
      if (request != null) {
        request.close();
      }
      if (response != null) {
        response.close();
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
    } else if (status == ACCEPTED) { // on a stream that was there before it could be seen
      calls.forget(call);
      probe.note(UNSEEN_STREAM);
    } else if (response != null && response.isResumable() && client.session() != null) {
      calls.awaitsAnswer(call, client); // the client will come and ask for the rest
    } else {
      calls.cancelled(call);
    }
  }

  /** With HTTP+SSE answers come on a stream of their own. */
  boolean answersElsewhere() {
    return client.wire().transport() == McpTransport.SSE;
  }
}
