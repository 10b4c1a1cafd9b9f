package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.inject.Feature;
import org.jspecify.annotations.Nullable;

/** The tools and prompts that an application has. */
final class RegistryAdvice {
  private final KotlinScope scope;

  RegistryAdvice(KotlinScope scope) {
    this.scope = scope;
  }

  void tool(@Nullable Object state, Object registered, Object tool) {
    register(TargetKind.TOOL, tool);
  }

  void prompt(@Nullable Object state, Object registered, Object prompt) {
    register(TargetKind.PROMPT, prompt);
  }

  private void register(TargetKind kind, Object feature) {
    String name = scope.types.name(feature);
    if (name != null && !isOurs(kind, name, feature)) {
      scope.calls.names().register(kind, null, name);
    }
  }

  /** What the agent has put into a server is none of its tools. */
  private boolean isOurs(TargetKind kind, String name, Object feature) {
    return kind == TargetKind.TOOL
        && scope.types.field(feature, "description") instanceof String description
        && Feature.isOurTool(name, description);
  }
}
