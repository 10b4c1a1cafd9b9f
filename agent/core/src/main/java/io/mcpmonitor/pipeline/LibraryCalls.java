package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a library that a probe knows serves MCP in this process. What is seen there on the wire
 * is the same call once more.
 */
public final class LibraryCalls {
  private final Served stdio = new Served();
  private final Served http = new Served();

  LibraryCalls() {}

  /** On stdin and stdout. */
  public Served onStdio() {
    return stdio;
  }

  /** On HTTP. */
  public Served onHttp() {
    return http;
  }

  /** A library has met a call. Only servers count: a server by hand may be the client of others. */
  void met(McpCall call) {
    if (stdio.met && http.met) {
      return;
    }
    McpSession session = call.session();
    Side own = session == null ? call.wire().side() : session.wire().side();
    if (own == Side.SERVER) {
      McpTransport transport = call.wire().transport();
      if (transport == McpTransport.STDIO || transport == McpTransport.OTHER) {
        stdio.meet();
      }
      if (transport != McpTransport.STDIO) {
        http.meet();
      }
    }
  }

  /** One kind of transport. */
  public static final class Served {
    private final List<Runnable> listeners = new ArrayList<>(1);
    private volatile boolean met;

    private Served() {}

    /** Whether a library serves here. */
    public boolean isMet() {
      return met;
    }

    /** Asks to be told, once, that a library serves here. */
    public void whenMet(Runnable listener) {
      synchronized (this) {
        if (!met) {
          listeners.add(listener);
          return;
        }
      }
      listener.run();
    }

    /** A library serves here. */
    public void meet() {
      if (met) {
        return;
      }
      List<Runnable> told;
      synchronized (this) {
        met = true;
        told = List.copyOf(listeners);
        listeners.clear();
      }
      for (Runnable listener : told) {
        listener.run();
      }
    }
  }
}
