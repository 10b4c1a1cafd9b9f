package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.pipeline.ProbeNotes;
import io.mcpmonitor.pipeline.Shared;
import io.mcpmonitor.support.Drops;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * MCP on HTTP, whatever server carries it: who the clients are, and which requests are worth
 * looking at.
 */
public final class HttpWire {
  /** All probes of HTTP have one. */
  public static final Shared<HttpWire> SHARED =
      new Shared<>() {
        @Override
        public HttpWire make(Pipeline pipeline, Capture capture, Drops drops) {
          return new HttpWire(pipeline, capture, drops);
        }
      };

  static final String SESSION_HEADER = "Mcp-Session-Id";
  private static final String VERSION_HEADER = "Mcp-Protocol-Version";
  private static final String EVENT_STREAM = "text/event-stream";
  private static final int MOST_CLIENTS = 10_000;
  private static final long LONGEST_IDLE_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long BETWEEN_SWEEPS_NANOS = TimeUnit.MINUTES.toNanos(1);

  final WireCalls calls;
  final Pipeline pipeline;
  final HttpPaths paths = new HttpPaths();

  /** By session, and by where clients of HTTP+SSE post to. */
  private final Map<String, WireClient> clients = new ConcurrentHashMap<>();

  private volatile Wire lastVersion = WireClient.server(McpTransport.STATELESS_HTTP);
  private volatile long lastSweep = System.nanoTime();

  HttpWire(Pipeline pipeline, Capture capture, Drops drops) {
    this.pipeline = pipeline;
    this.calls = new WireCalls(pipeline, capture, drops, false);
  }

  /** Whether requests are of interest. */
  public WireWatch watch() {
    return calls.watch;
  }

  /**
   * A request has come.
   *
   * @param probe who has seen it
   * @return null when it is nothing to look at
   */
  public @Nullable HttpExchange begin(HttpHead head, ProbeNotes probe) {
    String method = head.method();
    String path = head.path();
    if (method == null || path == null || !calls.isOn()) {
      return null;
    }
    return switch (method) {
      case "POST" -> post(head, path, probe);
      case "GET" -> get(head, path, probe);
      case "DELETE" -> delete(head, path, probe);
      default -> null;
    };
  }

  private @Nullable HttpExchange post(HttpHead head, String path, ProbeNotes probe) {
    String type = head.requestHeader("Content-Type");
    if (type == null || !type.contains("json")) {
      return null;
    }
    HttpPaths.State state = paths.of(path);
    return state.isOpen() || saysMcp(head)
        ? new HttpExchange(this, probe, head, path, state, client(head, path))
        : null;
  }

  private @Nullable HttpExchange get(HttpHead head, String path, ProbeNotes probe) {
    String accept = head.requestHeader("Accept");
    if (accept == null || !accept.contains(EVENT_STREAM)) {
      return null;
    }
    String session = head.requestHeader(SESSION_HEADER);
    HttpPaths.State state = paths.of(path);
    if (session != null) {
      WireClient client = clients.get(session);
      return client == null ? null : new HttpExchange(this, probe, head, path, state, client);
    }
    return state.isOpen()
        ? new HttpExchange(
            this, probe, head, path, state, new WireClient(WireClient.server(McpTransport.SSE)))
        : null;
  }

  private @Nullable HttpExchange delete(HttpHead head, String path, ProbeNotes probe) {
    String session = head.requestHeader(SESSION_HEADER);
    WireClient client = session == null ? null : clients.get(session);
    return client == null
        ? null
        : new HttpExchange(this, probe, head, path, paths.of(path), client);
  }

  /** Whether a request has a header that is of MCP and nothing else. */
  static boolean namesMcp(HttpHead head) {
    return head.requestHeader(VERSION_HEADER) != null || head.requestHeader(SESSION_HEADER) != null;
  }

  /** Streamable HTTP asks for both kinds of answer, which nothing else does. */
  private static boolean saysMcp(HttpHead head) {
    if (namesMcp(head)) {
      return true;
    }
    String accept = head.requestHeader("Accept");
    return accept != null && accept.contains("json") && accept.contains(EVENT_STREAM);
  }

  private WireClient client(HttpHead head, String path) {
    String session = head.requestHeader(SESSION_HEADER);
    WireClient known = clients.get(session != null ? session : address(path, head.query()));
    if (known != null) {
      known.usedAt(System.nanoTime());
      return known;
    }
    String version = head.requestHeader(VERSION_HEADER);
    if (session != null) {
      WireClient client =
          new WireClient(
              WireClient.server(McpTransport.STREAMABLE_HTTP).withProtocolVersion(version));
      client.sessionId(session);
      return client;
    }
    Wire wire = lastVersion;
    if (version == null
        ? wire.protocolVersion() != null
        : !version.equals(wire.protocolVersion())) {
      wire = WireClient.server(McpTransport.STATELESS_HTTP).withProtocolVersion(version);
      lastVersion = wire;
    }
    return new WireClient(wire);
  }

  /** Where a client of HTTP+SSE posts to is known by its query, which holds its session. */
  private static String address(String path, @Nullable String query) {
    return query == null || query.isEmpty() ? path : "?".concat(query);
  }

  /** A client of HTTP+SSE is told where to post to. */
  void endpoint(String where, WireClient client) {
    int query = where.indexOf('?');
    int host = where.indexOf("://");
    int path = host < 0 ? 0 : Math.max(where.indexOf('/', host + 3), 0);
    String address = query < 0 ? where.substring(path) : address("", where.substring(query + 1));
    client.sessionId(where.substring(Math.max(where.lastIndexOf('='), where.lastIndexOf('/')) + 1));
    remember(address, client);
    client.address(address);
  }

  /** A session has begun. */
  void begun(String sessionId, WireClient client) {
    client.sessionId(sessionId);
    if (client.address() == null) {
      client.address(sessionId);
      remember(sessionId, client);
    }
  }

  private void remember(String address, WireClient client) {
    long now = System.nanoTime();
    client.usedAt(now);
    if (now - lastSweep > BETWEEN_SWEEPS_NANOS) {
      lastSweep = now;
      for (WireClient each : clients.values()) {
        if (now - each.usedAt() > LONGEST_IDLE_NANOS && !each.isListening()) {
          gone(each, CloseReason.ABANDONED);
        }
      }
    }
    if (clients.size() < MOST_CLIENTS) {
      clients.put(address, client);
    }
  }

  /** A client does not come back. */
  void gone(WireClient client, CloseReason reason) {
    String address = client.address();
    if (address != null) {
      clients.remove(address, client);
    }
    McpSession session = client.session();
    if (session != null) {
      client.session(null);
      calls.close(session, reason);
    }
  }
}
