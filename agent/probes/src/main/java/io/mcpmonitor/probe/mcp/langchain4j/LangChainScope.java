package io.mcpmonitor.probe.mcp.langchain4j;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.ClientCalls;
import io.mcpmonitor.mcp.ServerCalls;
import io.mcpmonitor.pipeline.Current;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The probe's state for one application loader. */
final class LangChainScope {
  private static final int MAX_TRANSPORTS = 100;
  private static final String LIBRARY = "dev.langchain4j.mcp.client.transport.";

  final ProbeContext context;
  final Messages messages = new Messages();
  final ServerCalls calls;
  final ClientCalls asked;
  final Current current;

  private final Set<Class<?>> hooked = ConcurrentHashMap.newKeySet();

  LangChainScope(ProbeContext context) {
    this.context = context;
    context.cannotInject("LangChain4j is a client here, and has no server");
    this.calls =
        new ServerCalls(
            context.probeId(), context.pipeline(), context.capture(), context.drops(), messages);
    this.asked =
        new ClientCalls(
            context.pipeline(), context.capture(), messages, calls.sessions(), calls.names());
    this.current = context.pipeline().current();
  }

  /** A client begins with this transport; one that the library does not have is hooked. */
  void hook(Object transport) {
    Class<?> type = transport.getClass();
    if (!type.getName().startsWith(LIBRARY) && hooked.size() < MAX_TRANSPORTS && hooked.add(type)) {
      for (Hook hook : LangChainProbe.transport()) {
        context.hookAlso(type, hook);
      }
    }
  }

  /**
   * The session of a client, which is as long as its transport.
   *
   * @param url where an HTTP transport connects to; null when it is not known
   */
  @Nullable McpSession session(Object transport, @Nullable Object url) {
    String id = id(transport);
    McpSession known = asked.sessions().find(id);
    return known != null ? known : asked.sessions().open(id, transport, wire(transport, url));
  }

  /** A client has no id of its own. */
  static String id(Object transport) {
    return "client-".concat(Integer.toHexString(System.identityHashCode(transport)));
  }

  Wire wire(Object transport, @Nullable Object url) {
    Wire wire = new Wire(Side.CLIENT, kind(transport.getClass().getSimpleName()), null);
    if (url == null) {
      return wire;
    }
    URI server = URI.create(url.toString());
    int port = server.getPort();
    return server.getHost() == null
        ? wire
        : wire.to(
            server.getHost(), port >= 0 ? port : "https".equals(server.getScheme()) ? 443 : 80);
  }

  /** What is known of a connection by which a client is asked. */
  static Wire asked(Object transport) {
    return new Wire(Side.SERVER, kind(transport.getClass().getSimpleName()), null);
  }

  private static McpTransport kind(String transport) {
    return switch (transport) {
      case "StdioMcpTransport" -> McpTransport.STDIO;
      case "HttpMcpTransport" -> McpTransport.SSE;
      case "StreamableHttpMcpTransport" -> McpTransport.STREAMABLE_HTTP;
      default -> McpTransport.OTHER;
    };
  }
}
