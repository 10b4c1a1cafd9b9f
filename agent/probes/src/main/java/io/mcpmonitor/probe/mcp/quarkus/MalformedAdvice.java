package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpEvent.Malformed;
import org.jspecify.annotations.Nullable;

/** Messages that cannot be read. */
final class MalformedAdvice {
  private static final int PARSE_ERROR = -32700;

  private final QuarkusScope scope;

  MalformedAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  void validated(boolean valid) {
    if (!valid) {
      scope.calls.malformed(Malformed.NOT_JSON_RPC);
    }
  }

  @Nullable Object newError(@Nullable Object id, int code) {
    if (code == PARSE_ERROR) {
      scope.calls.malformed(Malformed.NOT_JSON);
    }
    return null;
  }
}
