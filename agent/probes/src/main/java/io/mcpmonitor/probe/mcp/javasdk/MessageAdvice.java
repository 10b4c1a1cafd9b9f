package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.MessageSizes;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

/** Sees every message as text, where the SDK parses and writes it: its size and its arrival. */
final class MessageAdvice {
  private static final Wire UNKNOWN = new Wire(Side.SERVER, McpTransport.OTHER, null);

  private final SdkScope scope;

  MessageAdvice(SdkScope scope) {
    this.scope = scope;
  }

  void parsed(
      @Nullable Object message, @Nullable Object state, Object mapper, @Nullable String text) {
    if (text == null) {
      return;
    }
    if (message instanceof McpSchema.JSONRPCRequest request) {
      arrived(new McpCall(request.method(), false, request.id(), UNKNOWN, now()), message, text);
    } else if (message instanceof McpSchema.JSONRPCNotification notification) {
      arrived(new McpCall(notification.method(), true, null, UNKNOWN, now()), message, text);
    }
  }

  /** The SDK cannot read a message; what it says of the reason is the same in all versions. */
  void unreadable(Throwable failure) {
    scope.pipeline.publish(
        new McpEvent.MessageMalformed(
            failure instanceof IllegalArgumentException
                ? McpEvent.Malformed.NOT_JSON_RPC
                : McpEvent.Malformed.NOT_JSON));
  }

  void written(
      @Nullable String text, @Nullable Object state, Object mapper, @Nullable Object message) {
    if (text == null) {
      return;
    }
    if (message instanceof McpSchema.JSONRPCResponse response) {
      McpCall call = scope.unwritten.take(response, response.id());
      if (call == null && response.result() != null) {
        call = scope.unwritten.take(response.result(), response.id());
      }
      if (call != null) {
        scope.pipeline.publish(new McpEvent.ResponseSized(call, MessageSizes.utf8Length(text)));
      }
    } else if (message instanceof McpSchema.JSONRPCRequest request && request.params() != null) {
      McpCall call = scope.unwritten.take(request.params(), null);
      if (call != null) {
        call.requestId(request.id());
        call.requestBytes(MessageSizes.utf8Length(text));
      }
    }
  }

  private void arrived(McpCall call, Object message, String text) {
    call.requestBytes(MessageSizes.utf8Length(text));
    scope.arrivals.put(message, call);
  }

  private static long now() {
    return System.nanoTime();
  }
}
