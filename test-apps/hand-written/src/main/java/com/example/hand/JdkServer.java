package com.example.hand;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** On the server of the JDK. Compresses answers itself for clients that like it. */
public final class JdkServer {
  private JdkServer() {}

  public static void main(String[] args) throws IOException {
    boolean sessions = !List.of(args).contains("stateless");
    HttpMcp mcp = new HttpMcp("jdk-server", sessions);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(12));
    server.createContext("/", exchange -> mcp.handle(new OfExchange(exchange)));
    server.start();
    System.err.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
  }

  private record OfExchange(HttpExchange exchange) implements Http {
    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      return exchange.getRequestURI().getPath();
    }

    @Override
    public @Nullable String query() {
      return exchange.getRequestURI().getQuery();
    }

    @Override
    public @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public String body() throws IOException {
      return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void answer(int status, Map<String, String> headers, @Nullable String body)
        throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      if (body == null) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      if ("gzip".equals(header("Accept-Encoding"))) {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
          out.write(bytes);
        }
        return;
      }
      exchange.sendResponseHeaders(status, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }

    @Override
    public Events events(boolean stays) throws IOException {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      return new OfStream(exchange.getResponseBody());
    }
  }

  /** Events on a stream of bytes. */
  record OfStream(OutputStream out) implements Http.Events {
    @Override
    public void send(@Nullable String name, String data) throws IOException {
      String event = (name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public void ping() throws IOException {
      out.write(": ping\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
