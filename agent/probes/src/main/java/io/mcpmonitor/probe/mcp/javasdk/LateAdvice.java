package io.mcpmonitor.probe.mcp.javasdk;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Servers that ran when the agent came are met when a client asks them for something. By then its
 * {@code initialize} has been answered.
 */
final class LateAdvice {
  /** What the SDK calls STATE_INITIALIZED. */
  private static final int INITIALIZED = 2;

  private final InjectScope scope;
  private final LateServers servers;

  LateAdvice(InjectScope scope) {
    this.scope = scope;
    this.servers = new LateServers(scope);
  }

  /** On stdio and SSE. */
  @Nullable Object request(
      McpServerSession session,
      @Nullable Object handlers,
      @Nullable Object state,
      McpSchema.JSONRPCRequest request) {
    if (scope.injection.isLate()
        && state instanceof AtomicInteger known
        && known.get() == INITIALIZED) {
      servers.met(handlers, true);
    }
    return null;
  }

  /** On streamable HTTP, where a session begins with the answer to {@code initialize}. */
  @Nullable Object streamed(Object session, @Nullable Object handlers) {
    if (scope.injection.isLate()) {
      servers.met(handlers, false);
    }
    return null;
  }

  /** Without sessions nobody is told. */
  @Nullable Object stateless(Object handler, @Nullable Object handlers) {
    if (scope.injection.isLate()) {
      servers.met(handlers, false);
    }
    return null;
  }
}
