package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Feature;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import java.util.function.Function;

/** Answers calls of a tool of ours. */
final class InjectedTool implements Function<ToolArguments, ToolResponse> {
  private final InjectScope scope;
  private final Feature feature;

  InjectedTool(InjectScope scope, Feature feature) {
    this.scope = scope;
    this.feature = feature;
  }

  @Override
  public ToolResponse apply(ToolArguments arguments) {
    Answer answer = scope.answer(feature);
    return answer.failed()
        ? ToolResponse.error(answer.text())
        : ToolResponse.success(answer.text());
  }
}
