package com.example.hand;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On Undertow, with a handler that may block. */
public final class UndertowServer {
  private UndertowServer() {}

  public static void main(String[] args) {
    HttpMcp mcp = new HttpMcp("undertow-server", !List.of(args).contains("stateless"));
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(new BlockingHandler(exchange -> mcp.handle(new OfExchange(exchange))))
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.err.println("listening on http://127.0.0.1:" + address.getPort() + "/mcp");
  }

  private record OfExchange(HttpServerExchange exchange) implements Http {
    @Override
    public String method() {
      return exchange.getRequestMethod().toString();
    }

    @Override
    public String path() {
      return exchange.getRequestPath();
    }

    @Override
    public String query() {
      return exchange.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public String body() throws IOException {
      return new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void answer(int status, Map<String, String> headers, @Nullable String body) {
      exchange.setStatusCode(status);
      headers.forEach(
          (name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
      if (body != null) {
        exchange.getResponseSender().send(body);
      }
    }

    /** A stream that outlives its request has a thread of its own. */
    @Override
    public Events events(boolean stays) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
      if (!stays) {
        return new JdkServer.OfStream(exchange.getOutputStream());
      }
      Mailbox mailbox = new Mailbox();
      exchange.dispatch(() -> mailbox.deliver(exchange));
      return mailbox;
    }
  }
}
