package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
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

  /** A message is written by the coroutine that sends it, which works for its call. */
  void written(
      @Nullable String returned,
      @Nullable Object state,
      Object json,
      Object serializer,
      @Nullable Object value) {
    if (returned == null || value == null || !(scope.current.get() instanceof McpCall call)) {
      return;
    }
    Object id = scope.types.id(value);
    if (id == null || !id.equals(call.requestId())) {
      return;
    }
    if (scope.types.method(value) != null) {
      call.requestBytes(MessageSizes.utf8Length(returned));
    } else {
      scope
          .context
          .pipeline()
          .publish(new McpEvent.ResponseSized(call, MessageSizes.utf8Length(returned)));
    }
  }
}
