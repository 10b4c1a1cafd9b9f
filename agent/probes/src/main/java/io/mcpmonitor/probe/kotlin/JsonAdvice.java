package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.mcp.MessageSizes;
import org.jspecify.annotations.Nullable;

/** Sees messages as text, where the application's serialiser reads and writes them: their sizes. */
final class JsonAdvice {
  private final KotlinScope scope;

  JsonAdvice(KotlinScope scope) {
    this.scope = scope;
  }

  void read(
      @Nullable Object returned,
      @Nullable Object state,
      Object json,
      Object deserializer,
      @Nullable String text) {
    if (returned != null && text != null && scope.types.method(returned) != null) {
      scope.sizes.put(returned, MessageSizes.utf8Length(text));
    }
  }

  void written(
      @Nullable String returned,
      @Nullable Object state,
      Object json,
      Object serializer,
      @Nullable Object value) {
    Object id = value == null ? null : scope.types.id(value);
    McpCall call = value == null || id == null ? null : scope.unwritten.take(value, id);
    if (returned == null || call == null) {
      return;
    }
    long bytes = MessageSizes.utf8Length(returned);
    if (call.wire().side() == Side.CLIENT) {
      call.requestBytes(bytes);
    } else {
      scope.context.pipeline().publish(new McpEvent.ResponseSized(call, bytes));
    }
  }
}
