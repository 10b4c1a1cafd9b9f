package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.inject.Feature;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Servers with sessions: who they are and what they have. Synchronous servers wrap these. */
final class ServerAdvice {
  private final SdkScope scope;

  ServerAdvice(SdkScope scope) {
    this.scope = scope;
  }

  void created(
      @Nullable Object state,
      McpAsyncServer server,
      @Nullable Object tools,
      @Nullable Object prompts) {
    List<String> names = new ArrayList<>();
    if (tools instanceof List<?> list) {
      for (Object tool : list) {
        if (tool instanceof McpServerFeatures.AsyncToolSpecification specification
            && !isOurs(specification.tool())) {
          names.add(specification.tool().name());
        }
      }
    }
    scope.serverCreated(server.getServerInfo(), names, prompts);
  }

  @Nullable Object addTool(McpAsyncServer server, McpServerFeatures.AsyncToolSpecification added) {
    if (!isOurs(added.tool())) {
      scope.names.register(TargetKind.TOOL, server.getServerInfo().name(), added.tool().name());
    }
    return null;
  }

  private static boolean isOurs(McpSchema.Tool tool) {
    return Feature.isOurTool(tool.name(), tool.description());
  }

  @Nullable Object addPrompt(
      McpAsyncServer server, McpServerFeatures.AsyncPromptSpecification added) {
    scope.names.register(TargetKind.PROMPT, server.getServerInfo().name(), added.prompt().name());
    return null;
  }
}
