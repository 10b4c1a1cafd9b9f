package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.inject.Feature;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Servers without sessions. */
final class StatelessAdvice {
  private static final Wire WIRE = new Wire(Side.SERVER, McpTransport.STATELESS_HTTP, null);

  private final SdkScope scope;
  private final Answers answers;

  StatelessAdvice(SdkScope scope) {
    this.scope = scope;
    this.answers = new Answers(scope);
  }

  Mono<?> request(
      Mono<?> returned,
      @Nullable Object state,
      Object handler,
      @Nullable Object transportContext,
      McpSchema.JSONRPCRequest request) {
    return IncomingMono.request(scope, answers, returned, null, WIRE, request, null);
  }

  Mono<?> notification(
      Mono<?> returned,
      @Nullable Object state,
      Object handler,
      @Nullable Object transportContext,
      McpSchema.JSONRPCNotification notification) {
    return IncomingMono.notification(scope, answers, returned, null, WIRE, notification);
  }

  void created(
      @Nullable Object state,
      McpStatelessAsyncServer server,
      @Nullable Object tools,
      @Nullable Object prompts) {
    List<String> names = new ArrayList<>();
    if (tools instanceof List<?> list) {
      for (Object tool : list) {
        if (tool instanceof McpStatelessServerFeatures.AsyncToolSpecification specification
            && !isOurs(specification.tool())) {
          names.add(specification.tool().name());
        }
      }
    }
    scope.serverCreated(server.getServerInfo(), names, prompts);
  }

  @Nullable Object addTool(
      McpStatelessAsyncServer server, McpStatelessServerFeatures.AsyncToolSpecification added) {
    if (!isOurs(added.tool())) {
      scope.names.register(TargetKind.TOOL, server.getServerInfo().name(), added.tool().name());
    }
    return null;
  }

  private static boolean isOurs(McpSchema.Tool tool) {
    return Feature.isOurTool(tool.name(), tool.description());
  }

  @Nullable Object addPrompt(
      McpStatelessAsyncServer server, McpStatelessServerFeatures.AsyncPromptSpecification added) {
    scope.names.register(TargetKind.PROMPT, server.getServerInfo().name(), added.prompt().name());
    return null;
  }
}
