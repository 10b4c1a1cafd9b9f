package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.inject.Feature;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;

/** What clients may think of a tool of ours, where the version has words for it. */
final class QuarkusHints {
  private static final String ANNOTATIONS = "io.quarkiverse.mcp.server.ToolManager$ToolAnnotations";

  private QuarkusHints() {}

  static void give(ToolDefinition definition, Feature feature) {
    if (isKnown()) {
      var unused =
          definition
              .setTitle(feature.title())
              .setAnnotations(
                  new ToolAnnotations(feature.title(), feature.isReadOnly(), false, true, false));
    }
  }

  /** Since 1.2. */
  private static boolean isKnown() {
    try {
      Class<?> unused = Class.forName(ANNOTATIONS, false, QuarkusHints.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
