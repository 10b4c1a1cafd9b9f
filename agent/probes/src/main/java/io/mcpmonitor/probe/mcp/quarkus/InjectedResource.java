package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.inject.Feature;
import io.quarkiverse.mcp.server.ResourceManager.ResourceArguments;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.TextResourceContents;
import java.util.List;
import java.util.function.Function;

/** Answers who reads our resource. */
final class InjectedResource implements Function<ResourceArguments, ResourceResponse> {
  private final InjectScope scope;

  InjectedResource(InjectScope scope) {
    this.scope = scope;
  }

  @Override
  public ResourceResponse apply(ResourceArguments arguments) {
    String text = scope.answer(Feature.HEALTH_STATUS).text();
    return new ResourceResponse(
        List.of(new TextResourceContents(Feature.HEALTH_URI, text, Feature.JSON)));
  }
}
