package io.mcpmonitor.probe.mcp.wire.httpserver;

import io.mcpmonitor.mcp.wire.TeeInputStream;
import org.jspecify.annotations.Nullable;

/** The end of a response that has no body, or of one that is given up. */
final class ExchangeAdvice {
  private static final long NO_BODY = -1;

  ExchangeAdvice(HttpServerScope scope) {}

  void answered(
      @Nullable Object state, Object exchange, @Nullable Object body, int status, long length) {
    if (length == NO_BODY && body instanceof TeeInputStream tee) {
      tee.exchange().end();
    }
  }

  @Nullable Object closes(Object exchange, @Nullable Object body) {
    if (body instanceof TeeInputStream tee) {
      tee.exchange().end();
    }
    return null;
  }
}
