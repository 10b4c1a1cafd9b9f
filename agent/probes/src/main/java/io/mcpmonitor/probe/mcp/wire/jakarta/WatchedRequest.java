package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.TeeReader;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body is seen as the application reads it. */
final class WatchedRequest extends HttpServletRequestWrapper {
  private final HttpExchange exchange;
  private final WatchedResponse response;
  private @Nullable ServletInputStream input;
  private @Nullable BufferedReader reader;
  private boolean isHandled;
  private boolean isAsync;

  WatchedRequest(HttpServletRequest request, HttpServletResponse response, HttpExchange exchange) {
    super(request);
    this.exchange = exchange;
    this.response = new WatchedResponse(response, exchange);
  }

  HttpExchange exchange() {
    return exchange;
  }

  WatchedResponse response() {
    return response;
  }

  /** Whether no servlet handles it already, which hands it on to another one. */
  boolean begins() {
    boolean first = !isHandled;
    isHandled = true;
    return first;
  }

  /** The servlet has returned, or thrown. */
  void ends(@Nullable Throwable thrown) {
    isHandled = false;
    if (thrown != null) {
      exchange.failed(thrown);
    } else if (!isAsyncStarted()) {
      exchange.end();
    } else if (!isAsync) {
      isAsync = true;
      listen();
    }
  }

  private void listen() {
    try {
      getAsyncContext().addListener(new Completion(exchange));
    } catch (IllegalStateException completed) {
      exchange.end();
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream known = input;
    if (known == null) {
      known = new WatchedInput(super.getInputStream(), exchange);
      input = known;
    }
    return known;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader known = reader;
    if (known == null) {
      known = new BufferedReader(new TeeReader(super.getReader(), exchange));
      reader = known;
    }
    return known;
  }

  /** The container would go on with the request and response that it knows. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }

  /** Not all of it happens on a thread of the servlet. */
  private static final class Completion implements AsyncListener {
    private final HttpExchange exchange;

    Completion(HttpExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      exchange.end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
      exchange.end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
