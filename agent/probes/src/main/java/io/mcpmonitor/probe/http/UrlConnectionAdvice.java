package io.mcpmonitor.probe.http;

import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.Operation;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** {@code HttpURLConnection}: begins with whatever connects, ends when there is an answer. */
final class UrlConnectionAdvice {
  private static final int MAX_OPEN = 1_000;

  private final HttpScope scope;
  private final Map<HttpURLConnection, HttpCall> open = new WeakHashMap<>();

  UrlConnectionAdvice(HttpScope scope) {
    this.scope = scope;
  }

  @Nullable Object begins(HttpURLConnection connection) {
    synchronized (open) {
      HttpCall known = open.get(connection);
      if (known != null) {
        return known;
      }
    }
    HttpCall call = scope.begin(connection.getRequestMethod(), connection.getURL().toString());
    if (call == null) {
      return null;
    }
    scope.inject(call, (name, value) -> inject(connection, name, value));
    synchronized (open) {
      if (open.size() < MAX_OPEN) {
        open.put(connection, call);
      }
    }
    return call;
  }

  private static void inject(HttpURLConnection connection, String name, String value) {
    try {
      if (connection.getRequestProperty(name) == null) {
        connection.setRequestProperty(name, value);
      }
    } catch (IllegalStateException connected) {
      // too late for headers
    }
  }

  /** An error of HTTP is an exception here, although there is an answer. */
  void failed(Throwable thrown, @Nullable Object state, HttpURLConnection connection) {
    HttpCall call = remove(connection);
    if (call == null || call.isEnded()) {
      return;
    }
    int status = status(connection);
    if (status > 0) {
      scope.answered(call, status);
    } else {
      scope.failed(call, thrown);
    }
  }

  void answered(Object returned, @Nullable Object state, HttpURLConnection connection) {
    HttpCall call = remove(connection);
    if (call != null && !call.isEnded()) {
      scope.answered(call, status(connection));
    }
  }

  private @Nullable HttpCall remove(HttpURLConnection connection) {
    synchronized (open) {
      return open.remove(connection);
    }
  }

  private int status(HttpURLConnection connection) {
    Operation current = scope.pipeline.current().enter(null);
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      return 0;
    } finally {
      scope.pipeline.current().leave(current);
    }
  }
}
