package io.mcpmonitor.harness;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A collector of OTLP over HTTP that reads spans with the official classes of the protocol. Metrics
 * and logs are accepted and not read. What the classes do not know is a problem.
 */
public final class SpanReceiver implements AutoCloseable {
  /** A span with the name of its service. */
  public record Received(String service, Span span) {
    /** Its attributes as Java values. */
    public Map<String, Object> attributes() {
      return values(span.getAttributesList());
    }

    /** Hexadecimal. */
    public String traceId() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    /** Hexadecimal. */
    public String spanId() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    /** Hexadecimal; empty for a root. */
    public String parentId() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }
  }

  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  public SpanReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** For {@code otlp.endpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every span so far. */
  public List<Received> spans() {
    return List.copyOf(spans);
  }

  /** What was not as the protocol has it. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Waits until so many spans that match have come. */
  public List<Received> await(int count, Predicate<Received> matches, Duration limit) {
    List<Received> found =
        Wait.until(
            () -> spans.stream().filter(matches).toList(), some -> some.size() >= count, limit);
    if (found.size() < count) {
      throw new IllegalStateException(
          "only " + found.size() + " of " + count + " spans came; all: " + summary());
    }
    return found;
  }

  /** The names of all spans, for messages. */
  public String summary() {
    return spans.stream().map(s -> s.service() + ": " + s.span().getName()).toList().toString();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream body = exchange.getRequestBody();
      byte[] bytes = (gzip ? new GZIPInputStream(body) : body).readAllBytes();
      if (exchange.getRequestURI().getPath().endsWith("/v1/traces")) {
        read(bytes);
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void read(byte[] bytes) {
    ExportTraceServiceRequest request;
    try {
      request = ExportTraceServiceRequest.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      problems.add(e.toString());
      return;
    }
    refuseUnknown(request);
    for (ResourceSpans resource : request.getResourceSpansList()) {
      String service =
          String.valueOf(values(resource.getResource().getAttributesList()).get("service.name"));
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(new Received(service, span)));
      }
    }
  }

  private void refuseUnknown(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      problems.add("unknown fields in " + message.getDescriptorForType().getFullName());
    }
    message
        .getAllFields()
        .values()
        .forEach(
            value -> {
              if (value instanceof Message inner) {
                refuseUnknown(inner);
              } else if (value instanceof List<?> list) {
                list.stream()
                    .filter(Message.class::isInstance)
                    .forEach(element -> refuseUnknown((Message) element));
              }
            });
  }

  /** Attributes as Java values, by name. */
  public static Map<String, Object> values(List<KeyValue> attributes) {
    Map<String, Object> values = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      values.put(attribute.getKey(), value(attribute.getValue()));
    }
    return values;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE -> {
        List<Object> all = new ArrayList<>();
        value.getArrayValue().getValuesList().forEach(element -> all.add(value(element)));
        yield all;
      }
      default -> value.toString();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
