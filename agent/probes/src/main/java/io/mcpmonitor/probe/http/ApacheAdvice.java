package io.mcpmonitor.probe.http;

import io.mcpmonitor.event.HttpCall;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5: requests can be changed, and used again. */
final class ApacheAdvice {
  private final HttpScope scope;

  ApacheAdvice(HttpScope scope) {
    this.scope = scope;
  }

  private record Sent(HttpCall call, List<String> headers) {}

  @Nullable Object begins(Object client, @Nullable HttpHost target, ClassicHttpRequest request) {
    HttpCall call = scope.begin(request.getMethod(), url(target, request));
    if (call == null) {
      return null;
    }
    List<String> added = new ArrayList<>();
    scope.inject(
        call,
        (name, value) -> {
          if (!request.containsHeader(name)) {
            request.setHeader(name, value);
            added.add(name);
          }
        });
    return new Sent(call, added);
  }

  void answered(
      HttpResponse returned,
      @Nullable Object state,
      Object client,
      @Nullable HttpHost target,
      ClassicHttpRequest request) {
    if (state instanceof Sent sent) {
      sent.headers().forEach(request::removeHeaders);
      scope.answered(sent.call(), returned.getCode());
    }
  }

  void failed(
      Throwable thrown,
      @Nullable Object state,
      Object client,
      @Nullable HttpHost target,
      ClassicHttpRequest request) {
    if (state instanceof Sent sent) {
      sent.headers().forEach(request::removeHeaders);
      scope.failed(sent.call(), thrown);
    }
  }

  private static String url(@Nullable HttpHost target, ClassicHttpRequest request) {
    try {
      String uri = request.getUri().toString();
      return uri.contains("://") || target == null ? uri : target.toURI().concat(uri);
    } catch (URISyntaxException e) {
      return request.getRequestUri();
    }
  }
}
