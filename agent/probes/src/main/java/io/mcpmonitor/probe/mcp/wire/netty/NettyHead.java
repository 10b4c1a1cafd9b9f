package io.mcpmonitor.probe.mcp.wire.netty;

import io.mcpmonitor.mcp.wire.HttpHead;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A request and its response as Netty has them. */
final class NettyHead implements HttpHead {
  private final HttpRequest request;
  private final Channel channel;
  private volatile @Nullable HttpResponse response;

  NettyHead(HttpRequest request, Channel channel) {
    this.request = request;
    this.channel = channel;
  }

  void response(HttpResponse written) {
    response = written;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  @Override
  public @Nullable String query() {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? null : uri.substring(query + 1);
  }

  @Override
  public @Nullable String requestHeader(String name) {
    return request.headers().get(name);
  }

  @Override
  public int status() {
    HttpResponse written = response;
    return written == null ? 0 : written.status().code();
  }

  @Override
  public @Nullable String responseHeader(String name) {
    HttpResponse written = response;
    return written == null ? null : written.headers().get(name);
  }

  @Override
  public @Nullable String clientAddress() {
    return channel.remoteAddress() instanceof InetSocketAddress address
            && address.getAddress() != null
        ? address.getAddress().getHostAddress()
        : null;
  }

  @Override
  public int clientPort() {
    return channel.remoteAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
  }

  @Override
  public String httpVersion() {
    return request.protocolVersion().majorVersion()
        + "."
        + request.protocolVersion().minorVersion();
  }
}
