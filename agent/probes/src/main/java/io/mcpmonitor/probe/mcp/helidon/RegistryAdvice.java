package io.mcpmonitor.probe.mcp.helidon;

import io.mcpmonitor.event.TargetKind;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools and prompts that a server has from the beginning. */
final class RegistryAdvice {
  private final HelidonScope scope;

  RegistryAdvice(HelidonScope scope) {
    this.scope = scope;
  }

  void created(
      @Nullable Object state, Object server, @Nullable Object tools, @Nullable Object prompts)
      throws ReflectiveOperationException {
    scope.calls.names().registerAll(TargetKind.TOOL, null, names(tools, "McpTool"));
    scope.calls.names().registerAll(TargetKind.PROMPT, null, names(prompts, "McpPrompt"));
  }

  private static List<String> names(@Nullable Object pages, String type)
      throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    if (pages == null) {
      return names;
    }
    Method content = pages.getClass().getDeclaredMethod("content");
    content.setAccessible(true);
    ClassLoader library = pages.getClass().getClassLoader();
    Method name =
        Class.forName(pages.getClass().getPackageName() + "." + type, false, library)
            .getMethod("name");
    for (Object feature : (List<?>) content.invoke(pages)) {
      names.add(String.valueOf(name.invoke(feature)));
    }
    return names;
  }
}
