package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.mcp.wire.HttpHead;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A request and its response as a servlet has them. */
final class ServletHead implements HttpHead {
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  ServletHead(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public @Nullable String method() {
    return request.getMethod();
  }

  @Override
  public @Nullable String path() {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  public @Nullable String requestHeader(String name) {
    return request.getHeader(name);
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  /** Containers keep the type of the content elsewhere. */
  @Override
  public @Nullable String responseHeader(String name) {
    return name.equals("Content-Type") ? response.getContentType() : response.getHeader(name);
  }

  @Override
  public @Nullable String clientAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public int clientPort() {
    return request.getRemotePort();
  }

  @Override
  public @Nullable String httpVersion() {
    String protocol = request.getProtocol();
    return protocol == null ? null : protocol.substring(protocol.indexOf('/') + 1);
  }
}
