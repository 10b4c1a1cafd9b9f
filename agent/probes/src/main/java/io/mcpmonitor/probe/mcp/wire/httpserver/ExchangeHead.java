package io.mcpmonitor.probe.mcp.wire.httpserver;

import com.sun.net.httpserver.HttpExchange;
import io.mcpmonitor.mcp.wire.HttpHead;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A request and its response as the JDK has them. */
final class ExchangeHead implements HttpHead {
  private final HttpExchange exchange;

  ExchangeHead(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public String method() {
    return exchange.getRequestMethod();
  }

  @Override
  public @Nullable String path() {
    return exchange.getRequestURI().getPath();
  }

  @Override
  public @Nullable String query() {
    return exchange.getRequestURI().getRawQuery();
  }

  @Override
  public @Nullable String requestHeader(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public int status() {
    return exchange.getResponseCode();
  }

  @Override
  public @Nullable String responseHeader(String name) {
    return exchange.getResponseHeaders().getFirst(name);
  }

  @Override
  public @Nullable String clientAddress() {
    InetSocketAddress address = exchange.getRemoteAddress();
    return address == null ? null : address.getAddress().getHostAddress();
  }

  @Override
  public int clientPort() {
    InetSocketAddress address = exchange.getRemoteAddress();
    return address == null ? 0 : address.getPort();
  }

  @Override
  public @Nullable String httpVersion() {
    String protocol = exchange.getProtocol();
    return protocol.substring(protocol.indexOf('/') + 1);
  }
}
