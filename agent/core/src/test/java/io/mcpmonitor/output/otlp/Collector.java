package io.mcpmonitor.output.otlp;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/** Receives OTLP over HTTP and reads it with the official classes, which know every field. */
final class Collector implements AutoCloseable {
  /** An answer; a status of 0 means that none comes. */
  @SuppressWarnings("ArrayRecordComponent") // made once, handed on once, never compared
  record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }
  }

  record Received(String path, Headers headers, Message message, long nanos) {}

  private static final Map<String, Parser<? extends Message>> PARSERS =
      Map.of(
          "/v1/traces", ExportTraceServiceRequest.parser(),
          "/v1/metrics", ExportMetricsServiceRequest.parser(),
          "/v1/logs", ExportLogsServiceRequest.parser());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> all = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private volatile Reply usual = Reply.of(200);

  private Collector(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static Collector start() throws IOException {
    return start(0);
  }

  static Collector start(int port) throws IOException {
    return new Collector(HttpServer.create(address(port), 0));
  }

  static Collector tls(SSLContext context, boolean clientCertificate) throws IOException {
    HttpsServer server = HttpsServer.create(address(0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(clientCertificate);
            parameters.setSSLParameters(ssl);
          }
        });
    return new Collector(server);
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers in this order, then as usual. */
  void answer(Reply... next) {
    replies.addAll(List.of(next));
  }

  void usually(Reply reply) {
    usual = reply;
  }

  List<Received> received() {
    return all;
  }

  <T extends Message> List<T> messages(Class<T> type) {
    return all.stream().map(Received::message).filter(type::isInstance).map(type::cast).toList();
  }

  /** What was no OTLP. */
  List<String> problems() {
    return problems;
  }

  private void handle(HttpExchange exchange) throws IOException {
    long nanos = System.nanoTime();
    byte[] body = body(exchange);
    String path = exchange.getRequestURI().getPath();
    Parser<? extends Message> parser = PARSERS.get(path);
    if (parser == null || !exchange.getRequestMethod().equals("POST")) {
      problems.add(exchange.getRequestMethod() + " " + path);
    } else {
      Message message = parser.parseFrom(body);
      unknownFields(message);
      all.add(new Received(path, exchange.getRequestHeaders(), message, nanos));
    }
    Reply next = replies.poll();
    Reply reply = next == null ? usual : next;
    if (reply.status == 0) {
      return; // the exchange stays open
    }
    reply.headers.forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(reply.status, reply.body.length == 0 ? -1 : reply.body.length);
    exchange.getResponseBody().write(reply.body);
    exchange.close();
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream in =
        gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      return in.readAllBytes();
    }
  }

  private void unknownFields(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      problems.add("unknown fields in " + message.getDescriptorForType().getFullName());
    }
    for (Object value : message.getAllFields().values()) {
      for (Object item : value instanceof List<?> list ? list : List.of(value)) {
        if (item instanceof Message inner) {
          unknownFields(inner);
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
