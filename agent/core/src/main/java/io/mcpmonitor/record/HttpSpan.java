package io.mcpmonitor.record;

import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.support.Redaction;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The span of an HTTP request that an MCP call has sent, by the conventions for HTTP clients. */
final class HttpSpan implements SpanShape {
  static final AttributeKey<String> REQUEST_METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ORIGINAL_METHOD =
      AttributeKey.stringKey("http.request.method_original");
  static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final String OTHER = "_OTHER";

  private final HttpCall call;

  HttpSpan(HttpCall call) {
    this.call = call;
  }

  @Override
  public String name() {
    String method = method();
    return method.equals(OTHER) ? "HTTP" : method;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.CLIENT;
  }

  @Override
  public @Nullable String errorType() {
    if (call.errorType() != null) {
      return call.errorType();
    }
    return call.statusCode() >= 400 ? Integer.toString(call.statusCode()) : null;
  }

  @Override
  public void attributes(AttributesBuilder attributes) {
    String method = method();
    attributes.put(REQUEST_METHOD, method);
    if (!method.equals(call.method())) {
      attributes.put(ORIGINAL_METHOD, call.method());
    }
    String url = Redaction.url(call.url());
    attributes.put(URL, url);
    address(attributes, url);
    if (call.statusCode() > 0) {
      attributes.put(STATUS, (long) call.statusCode());
    }
  }

  private static void address(AttributesBuilder attributes, String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null) {
        attributes.put(ADDRESS, uri.getHost());
        int port = uri.getPort();
        attributes.put(PORT, port > 0 ? port : "https".equals(uri.getScheme()) ? 443L : 80L);
      }
    } catch (IllegalArgumentException e) {
      // a client that is content with less than a URI
    }
  }

  private String method() {
    String upper = call.method().toUpperCase(Locale.ROOT);
    return METHODS.contains(upper) ? upper : OTHER;
  }
}
