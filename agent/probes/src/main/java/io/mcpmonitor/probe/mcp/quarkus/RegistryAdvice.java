package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.inject.Feature;
import io.quarkiverse.mcp.server.FeatureManager;
import io.quarkiverse.mcp.server.FeatureManager.FeatureInfo;
import io.quarkiverse.mcp.server.PromptManager.PromptInfo;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools and prompts that an application has. */
final class RegistryAdvice {
  private final QuarkusScope scope;

  RegistryAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  /** A transport was made: there is one for each kind, and they share their registries. */
  void created(
      @Nullable Object state,
      Object handler,
      @Nullable Object config,
      @Nullable Object connections,
      @Nullable Object prompts,
      @Nullable Object tools) {
    register(TargetKind.PROMPT, prompts);
    register(TargetKind.TOOL, tools);
  }

  private void register(TargetKind kind, @Nullable Object registry) {
    if (registry instanceof FeatureManager<?> features) {
      List<String> names = new ArrayList<>();
      for (FeatureInfo feature : features) {
        if (!isOurs(feature)) {
          names.add(feature.name());
        }
      }
      scope.calls.names().registerAll(kind, null, names);
    }
  }

  private static boolean isOurs(FeatureInfo feature) {
    return feature instanceof ToolInfo && Feature.isOurTool(feature.name(), feature.description());
  }

  /** The application adds one while it runs. */
  void registered(@Nullable Object added) {
    if (added instanceof ToolInfo tool && !isOurs(tool)) {
      scope.calls.names().register(TargetKind.TOOL, null, tool.name());
    } else if (added instanceof PromptInfo prompt) {
      scope.calls.names().register(TargetKind.PROMPT, null, prompt.name());
    }
  }
}
