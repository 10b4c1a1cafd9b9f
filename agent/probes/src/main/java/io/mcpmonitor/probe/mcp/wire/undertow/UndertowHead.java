package io.mcpmonitor.probe.mcp.wire.undertow;

import io.mcpmonitor.mcp.wire.HttpHead;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A request and its response as Undertow has them. */
final class UndertowHead implements HttpHead {
  private final HttpServerExchange exchange;

  UndertowHead(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

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
  public @Nullable String requestHeader(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public int status() {
    return exchange.getStatusCode();
  }

  @Override
  public @Nullable String responseHeader(String name) {
    return exchange.getResponseHeaders().getFirst(name);
  }

  @Override
  public @Nullable String clientAddress() {
    InetSocketAddress address = exchange.getSourceAddress();
    return address == null || address.getAddress() == null
        ? null
        : address.getAddress().getHostAddress();
  }

  @Override
  public int clientPort() {
    InetSocketAddress address = exchange.getSourceAddress();
    return address == null ? 0 : address.getPort();
  }

  @Override
  public String httpVersion() {
    String protocol = exchange.getProtocol().toString();
    return protocol.substring(protocol.indexOf('/') + 1);
  }
}
