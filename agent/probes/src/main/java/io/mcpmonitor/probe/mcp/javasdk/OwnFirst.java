package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.inject.Feature;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application adds to its server while it runs counts more than ours of the same name. */
final class OwnFirst {
  private OwnFirst() {}

  /**
   * @param tools the registry of the server; null in a server that hands its tools on to another
   */
  static <S> void tool(
      InjectScope scope,
      Specifications<S> kind,
      S server,
      @Nullable Object tools,
      McpSchema.Tool added) {
    Feature feature = featureOf(added.name());
    if (feature == null || scope.isOurs(added) || !(tools instanceof List<?> registry)) {
      return;
    }
    if (registry.removeIf(
        known ->
            scope.isOurs(kind.toolOf(known)) && added.name().equals(nameOf(kind.toolOf(known))))) {
      scope.leftOut(kind.info(server).name(), feature);
    }
  }

  /**
   * @param resources the registry of the server, by URI; null in a server that hands on
   */
  static <S> void resource(
      InjectScope scope,
      Specifications<S> kind,
      S server,
      @Nullable Object resources,
      McpSchema.Resource added) {
    if (Feature.HEALTH_URI.equals(added.uri())
        && !scope.isOurs(added)
        && resources instanceof Map<?, ?> registry
        && scope.isOurs(kind.resourceOf(registry.get(Feature.HEALTH_URI)))
        && registry.remove(Feature.HEALTH_URI) != null) {
      scope.leftOut(kind.info(server).name(), Feature.HEALTH_STATUS);
    }
  }

  private static @Nullable Feature featureOf(String name) {
    for (Feature feature : Feature.values()) {
      if (feature.isTool() && feature.id().equals(name)) {
        return feature;
      }
    }
    return null;
  }

  private static @Nullable String nameOf(McpSchema.@Nullable Tool tool) {
    return tool == null ? null : tool.name();
  }
}
