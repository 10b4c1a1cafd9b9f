package io.mcpmonitor.output.prometheus;

import io.mcpmonitor.support.AgentLog;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One scrape as the Prometheus client's handler sees it; the answer stays in memory. */
final class Exchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {
  private final @Nullable String accept;
  private final @Nullable String query;
  private final @Nullable String acceptEncoding;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = 200;

  Exchange(@Nullable String accept, @Nullable String query, @Nullable String acceptEncoding) {
    this.accept = accept;
    this.query = query;
    this.acceptEncoding = acceptEncoding;
  }

  PrometheusOutput.Response response() {
    return new PrometheusOutput.Response(status, Map.copyOf(headers), body.toByteArray());
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
  }

  @Override
  public @Nullable String getQueryString() {
    return query;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "accept" -> accept;
          case "accept-encoding" -> acceptEncoding;
          default -> null;
        };
    return value == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(value));
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestPath() {
    return "/metrics";
  }

  @Override
  public void setHeader(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
    status = statusCode;
    headers.remove("Content-Length"); // whoever sends the body knows its length
    return body;
  }

  /** The scrape is answered by an error. */
  void failed(Throwable cause) {
    AgentLog.warnOnce("the metrics could not be written", cause);
    fail(500, "the metrics could not be written");
  }

  @Override
  public void handleException(IOException e) {
    failed(e);
  }

  @Override
  public void handleException(RuntimeException e) {
    if (e instanceof IllegalArgumentException && query != null && query.indexOf('%') >= 0) {
      fail(400, "the query cannot be read"); // the scraper's mistake: nothing for the log
    } else {
      failed(e);
    }
  }

  @Override
  public void close() {}

  private void fail(int failed, String message) {
    status = failed;
    headers.clear();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    body.reset();
    body.writeBytes((message + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
