package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.mcp.wire.ThreadWork.Entered;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * MCP on stdin and stdout. Bytes are seen where the JDK reads and writes them, so it does not
 * matter what an application puts around.
 *
 * <p>The thread that has read a request works for it, until it has answered or reads on. When it
 * has read several at once, they are told apart by their answers, as long as it is this thread that
 * gives them.
 */
public final class StdioWire {
  /** So much that is no MCP, and there will be none. */
  private static final long MOST_FOREIGN_BYTES = 64 * 1024;

  private static final int MOST_FOREIGN_LINES = 200;

  /** Whether the thread that reads requests also answers them. */
  private enum Style {
    UNKNOWN,
    INLINE,
    HANDED_OVER
  }

  private final WireCalls calls;
  private final WireClient client = new WireClient(WireClient.server(McpTransport.STDIO));
  private final Incoming incoming;
  private final Outgoing outgoing;
  private final Object reading = new Object();
  private final Object writing = new Object();
  private volatile boolean isMcp;
  private volatile Style style = Style.UNKNOWN;
  private volatile @Nullable Thread reader;

  /** Whether the client had begun before anything was seen, as is usual after an attach. */
  private volatile boolean begunBefore;

  private int sessions;

  /** What the reader has read at once and not done; used by that thread only. */
  private final ArrayDeque<McpCall> here = new ArrayDeque<>();

  private int requestsHere;

  /** Whether the reader has read a part of a line: it does not work for it yet. */
  private boolean inLine;

  private @Nullable Entered entered;

  public StdioWire(Pipeline pipeline, Capture capture, Drops drops) {
    this.calls = new WireCalls(pipeline, capture, drops, true);
    this.incoming = new Incoming();
    this.outgoing = new Outgoing();
  }

  /** Whether bytes are of interest. */
  public WireWatch watch() {
    return calls.watch;
  }

  /** The current thread is about to read from stdin. */
  public void reads() {
    if (Thread.currentThread() == reader && !inLine) {
      finish();
    }
  }

  /** The reader has done what it read before. */
  private void finish() {
    leave();
    for (McpCall call = here.poll(); call != null; call = here.poll()) {
      if (call.isNotification()) {
        calls.done(call);
      }
    }
    requestsHere = 0;
  }

  /** The current thread has read this from stdin. */
  public void read(byte[] bytes, int from, int to) {
    if (!calls.isOn()) {
      return;
    }
    synchronized (reading) {
      if (Thread.currentThread() != reader) {
        reader = Thread.currentThread();
        here.clear();
        requestsHere = 0;
        entered = null;
      }
      incoming.isFirst = true;
      incoming.reader.read(bytes, from, to);
      inLine = bytes[to - 1] != '\n';
      if (!isMcp) {
        incoming.foreignBytes += to - from;
        if (incoming.foreignBytes > MOST_FOREIGN_BYTES
            || incoming.foreignLines > MOST_FOREIGN_LINES) {
          calls.stop("what comes on stdin is not MCP");
          return;
        }
      }
    }
    enterNext();
  }

  /** There is nothing more on stdin. */
  public void ended() {
    McpSession session = client.session();
    if (session != null) {
      calls.close(session, CloseReason.DISCONNECTED);
      client.session(null);
    } else if (!isMcp) {
      calls.stop("stdin has ended without MCP");
    }
  }

  /** The current thread is about to write this to stdout. */
  public void writes(byte[] bytes, int from, int to) {
    if (isMcp && calls.isOn()) {
      synchronized (writing) {
        outgoing.reader.read(bytes, from, to);
      }
    }
  }

  private void enterNext() {
    boolean clear = requestsHere == 1 || (requestsHere > 1 && style == Style.INLINE);
    if (!clear || entered != null) {
      return;
    }
    for (McpCall call : here) {
      if (!call.isNotification() && !call.isEnded()) {
        entered = calls.threads.enter(call);
        return;
      }
    }
  }

  private void leave() {
    Entered left = entered;
    if (left != null) {
      entered = null;
      calls.threads.leave(left);
    }
  }

  /** A call has its answer, from the current thread. */
  private void answered(McpCall call) {
    boolean inline = Thread.currentThread() == reader;
    if (style == Style.UNKNOWN) {
      style = inline ? Style.INLINE : Style.HANDED_OVER;
    }
    if (inline && here.remove(call)) {
      leave();
      requestsHere--;
      enterNext();
    }
  }

  private final class Incoming implements MessageReader.Listener {
    final MessageReader reader = calls.reader(true, this);
    long foreignBytes;
    int foreignLines;

    /** Whether no message has come of what is being read. */
    boolean isFirst;

    @Override
    public void message(Message message) {
      if (isFirst) {
        finish();
        isFirst = false;
      }
      if (!isMcp) {
        begunBefore = !McpMethods.INITIALIZE.equals(message.method());
        isMcp = WireCalls.isMcp(message, false);
        if (!isMcp) {
          foreignLines++;
          return;
        }
      }
      McpCall call = calls.received(message, client);
      if (call == null) {
        if (message.method() == null && (message.isResult() || message.isError())) {
          calls.answered(message, client);
        } else {
          calls.malformed(McpEvent.Malformed.NOT_JSON_RPC);
        }
        return;
      }
      here.add(call);
      if (!call.isNotification()) {
        calls.awaitsAnswer(call, client);
        requestsHere++;
      } else if (call.method().equals(McpMethods.CANCELLED)) {
        cancelled(message);
      }
    }

    @Override
    public void unreadable() {
      foreignLines++;
      calls.malformed(McpEvent.Malformed.NOT_JSON);
    }

    @Override
    public void foreign() {
      foreignLines++;
      calls.malformed(McpEvent.Malformed.NOT_JSON_RPC);
    }
  }

  /** The client takes a request back, or the server ends a subscription. */
  private void cancelled(Message message) {
    Object id = Message.FIELDS.get(message.params(), "requestId");
    McpCall call = calls.taken(client, id);
    if (call != null) {
      calls.cancelled(call);
    }
  }

  private final class Outgoing implements MessageReader.Listener {
    final MessageReader reader = calls.reader(true, this);

    @Override
    public void message(Message message) {
      String method = message.method();
      if (method != null) {
        if (method.equals(McpMethods.CANCELLED)) {
          cancelled(message);
        }
        calls.asks(message, client);
        return;
      }
      McpCall call = calls.taken(client, message.id());
      if (call != null) {
        calls.answers(message, call, client, sessionId(message, call));
        answered(call);
      }
    }

    /**
     * Stdio has no session ids; a client that begins again begins another session. One that had
     * begun before is met now, unless it says its version with each message: then it has none.
     */
    private @Nullable String sessionId(Message message, McpCall call) {
      McpSession before = client.session();
      boolean begins = call.method().equals(McpMethods.INITIALIZE);
      boolean isMet = begunBefore && before == null && call.wire().protocolVersion() == null;
      if (message.isError() || !(begins || isMet)) {
        return null;
      }
      if (before != null) {
        calls.close(before, CloseReason.CLOSED);
      }
      return "stdio-".concat(Integer.toString(++sessions));
    }

    @Override
    public void unreadable() {}

    @Override
    public void foreign() {}
  }
}
