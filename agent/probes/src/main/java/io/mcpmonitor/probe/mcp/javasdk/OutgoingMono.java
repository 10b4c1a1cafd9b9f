package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A request or notification that this process sends. */
final class OutgoingMono<T> extends ObservedMono<T> {
  private final @Nullable McpSession session;
  private final Wire wire;
  private final boolean notification;
  private final String method;
  private final @Nullable Object params;

  /**
   * @param session the session, if it is known
   * @param wire what is known of the connection otherwise
   */
  OutgoingMono(
      SdkScope scope,
      Answers answers,
      Mono<T> source,
      @Nullable McpSession session,
      Wire wire,
      boolean notification,
      String method,
      @Nullable Object params) {
    super(scope, answers, source);
    this.session = session;
    this.wire = wire;
    this.notification = notification;
    this.method = method;
    this.params = params;
  }

  @Override
  McpCall begin(Context downstream) {
    McpCall call = new McpCall(method, notification, null, wire, System.nanoTime());
    if (session != null) {
      call.session(session, Side.CLIENT);
    }
    if (params instanceof McpSchema.CallToolRequest tool) {
      call.target(tool.name());
    } else if (params instanceof McpSchema.GetPromptRequest prompt) {
      call.target(prompt.name());
    }
    scope.sentTraces.sends(call, params, downstream);
    if (params != null && !notification) {
      scope.unwritten.put(params, call);
    }
    return call;
  }

  @Override
  void value(McpCall call, T value) {
    answers.result(call, value);
  }
}
