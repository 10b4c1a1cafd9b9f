package io.mcpmonitor.probe.mcp.wire.jakarta;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** The response to a request that is watched. */
final class ResponseAdvice {
  ResponseAdvice(ServletScope scope) {}

  Object watched(ServletResponse response, Object servlet, ServletRequest request) {
    return request instanceof WatchedRequest watched ? watched.response() : response;
  }
}
