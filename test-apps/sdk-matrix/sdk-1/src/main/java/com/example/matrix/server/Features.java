package com.example.matrix.server;

import com.example.matrix.Answer;
import com.example.matrix.MatrixTool;
import com.example.matrix.SdkServer;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;

/** The tools, the prompt and the resource in the SDK's types. */
final class Features {
  private Features() {}

  static ServerCapabilities capabilities(boolean stateful) {
    ServerCapabilities.Builder capabilities =
        ServerCapabilities.builder().tools(false).prompts(false).resources(false, false);
    return stateful ? capabilities.logging().build() : capabilities.build();
  }

  static Tool tool(MatrixTool tool) {
    return Tool.builder()
        .name(tool.toolName())
        .description(tool.description())
        .inputSchema(McpJsonDefaults.getMapper(), tool.schema())
        .build();
  }

  static CallToolResult result(Answer answer) {
    return CallToolResult.builder().addTextContent(answer.text()).isError(answer.isError()).build();
  }

  static CallToolResult slept() {
    return result(MatrixTool.SLEPT);
  }

  static Prompt prompt() {
    return new Prompt(
        SdkServer.PROMPT,
        SdkServer.PROMPT_DESCRIPTION,
        List.of(new PromptArgument(SdkServer.PROMPT_ARGUMENT, "whom", true)));
  }

  static GetPromptResult greet(GetPromptRequest request) {
    String text = SdkServer.greeting(request.arguments().get(SdkServer.PROMPT_ARGUMENT));
    return new GetPromptResult(
        SdkServer.PROMPT_DESCRIPTION, List.of(new PromptMessage(Role.USER, new TextContent(text))));
  }

  static Resource resource() {
    return Resource.builder()
        .uri(SdkServer.RESOURCE)
        .name("motd")
        .description("The message of the day")
        .mimeType("text/plain")
        .build();
  }

  static ReadResourceResult motd() {
    return new ReadResourceResult(
        List.of(
            new TextResourceContents(SdkServer.RESOURCE, "text/plain", SdkServer.RESOURCE_TEXT)));
  }
}
