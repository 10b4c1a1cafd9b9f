package io.mcpmonitor.probe.mcp.langchain4j;

import io.mcpmonitor.event.CloseReason;
import org.jspecify.annotations.Nullable;

/** A client begins and ends. */
final class ClientAdvice {
  private final LangChainScope scope;

  ClientAdvice(LangChainScope scope) {
    this.scope = scope;
  }

  @Nullable Object begins(Object client, @Nullable Object transport) {
    if (transport != null) {
      scope.hook(transport);
    }
    return null;
  }

  @Nullable Object closes(Object client, @Nullable Object transport) {
    if (transport != null) {
      scope.asked.sessions().close(LangChainScope.id(transport), CloseReason.CLOSED);
    }
    return null;
  }
}
