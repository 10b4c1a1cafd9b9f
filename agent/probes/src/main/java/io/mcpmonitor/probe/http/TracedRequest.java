package io.mcpmonitor.probe.http;

import io.mcpmonitor.event.HttpCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request of the application with the headers of its trace; requests cannot be changed. */
final class TracedRequest extends HttpRequest {
  private final HttpRequest request;
  private final HttpCall call;
  private final HttpHeaders headers;

  TracedRequest(HttpRequest request, HttpCall call, HttpScope scope) {
    this.request = request;
    this.call = call;
    this.headers = with(request.headers(), call, scope);
  }

  /** An application that sends such headers itself has its own traces: its headers stay. */
  private static HttpHeaders with(HttpHeaders own, HttpCall call, HttpScope scope) {
    Map<String, List<String>> all = new LinkedHashMap<>(own.map());
    scope.inject(
        call,
        (name, value) -> {
          if (own.firstValue(name).isEmpty()) {
            all.put(name, List.of(value));
          }
        });
    return HttpHeaders.of(all, (name, value) -> true);
  }

  HttpCall call() {
    return call;
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public Optional<BodyPublisher> bodyPublisher() {
    return request.bodyPublisher();
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public Optional<Duration> timeout() {
    return request.timeout();
  }

  @Override
  public boolean expectContinue() {
    return request.expectContinue();
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public Optional<HttpClient.Version> version() {
    return request.version();
  }

  @Override
  public String toString() {
    return request.toString();
  }
}
