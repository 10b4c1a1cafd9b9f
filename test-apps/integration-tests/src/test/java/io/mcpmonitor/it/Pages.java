package io.mcpmonitor.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web server that remembers with which {@code traceparent} each page was asked for. */
final class Pages implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> traceparents = new ConcurrentHashMap<>();

  Pages() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
            traceparents.put(path, traceparent == null ? "none" : traceparent);
            exchange.sendResponseHeaders(path.startsWith("/missing") ? 404 : 200, -1);
          }
        });
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The header that the page was asked for with; "none" when there was no such header. */
  String traceparent(String path) {
    return traceparents.getOrDefault(path, "never asked for");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
