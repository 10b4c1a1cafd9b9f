package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpTransport;
import io.modelcontextprotocol.kotlin.sdk.server.SseServerTransport;
import io.modelcontextprotocol.kotlin.sdk.server.StreamableHttpServerTransport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The SDK's transports by the names of their classes: not every version has all of them. */
final class Transports {
  private static final int MAX_KINDS = 100;
  private static final String SDK = "io.modelcontextprotocol.kotlin.sdk.";

  /** What is known of a transport by its class. */
  enum Kind {
    STDIO(McpTransport.STDIO),
    SSE_SERVER(McpTransport.SSE),
    SSE_CLIENT(McpTransport.SSE),
    STREAMABLE_SERVER(McpTransport.STREAMABLE_HTTP),
    STREAMABLE_CLIENT(McpTransport.STREAMABLE_HTTP),
    OTHER(McpTransport.OTHER);

    final McpTransport transport;

    Kind(McpTransport transport) {
      this.transport = transport;
    }
  }

  private final Map<Class<?>, Kind> kinds = new ConcurrentHashMap<>();

  Kind of(@Nullable Object transport) {
    if (transport == null) {
      return Kind.OTHER;
    }
    Kind known = kinds.get(transport.getClass());
    return known != null ? known : look(transport.getClass());
  }

  /** Whether this class of transports is met for the first time. */
  boolean isNew(Class<?> type) {
    return !kinds.containsKey(type) && kinds.size() < MAX_KINDS;
  }

  private Kind look(Class<?> type) {
    Kind kind = Kind.OTHER;
    for (Class<?> each = type; each != null && kind == Kind.OTHER; each = each.getSuperclass()) {
      kind = named(each.getName());
    }
    if (kinds.size() < MAX_KINDS) {
      kinds.put(type, kind);
    }
    return kind;
  }

  private static Kind named(String name) {
    return switch (name.startsWith(SDK) ? name.substring(SDK.length()) : "") {
      case "server.StdioServerTransport", "client.StdioClientTransport" -> Kind.STDIO;
      case "server.SseServerTransport" -> Kind.SSE_SERVER;
      case "client.SseClientTransport" -> Kind.SSE_CLIENT;
      case "server.StreamableHttpServerTransport" -> Kind.STREAMABLE_SERVER;
      case "client.StreamableHttpClientTransport" -> Kind.STREAMABLE_CLIENT;
      default -> Kind.OTHER;
    };
  }

  /** The session that a server's HTTP transport is for; null when it knows none. */
  static @Nullable String sessionId(Kind kind, @Nullable Object transport) {
    return switch (kind) {
      case SSE_SERVER -> Sse.sessionId(transport);
      case STREAMABLE_SERVER -> Streamable.sessionId(transport);
      default -> null;
    };
  }

  /** Of its own, because it is in no application that is only a client. */
  private static final class Sse {
    @SuppressWarnings("deprecation") // the only transport of old servers
    static @Nullable String sessionId(@Nullable Object transport) {
      return transport instanceof SseServerTransport sse ? sse.getSessionId() : null;
    }
  }

  /** Of its own, because it came with 0.9. */
  private static final class Streamable {
    static @Nullable String sessionId(@Nullable Object transport) {
      return transport instanceof StreamableHttpServerTransport http ? http.getSessionId() : null;
    }
  }
}
