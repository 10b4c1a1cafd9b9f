package com.example.matrix.server;

import com.example.matrix.Answer;
import com.example.matrix.MatrixTool;
import com.example.matrix.SdkServer;
import io.modelcontextprotocol.spec.McpSchema.Annotations;
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

  static ServerCapabilities capabilities() {
    return ServerCapabilities.builder()
        .tools(false)
        .prompts(false)
        .resources(false, false)
        .logging()
        .build();
  }

  static Tool tool(MatrixTool tool) {
    return new Tool(tool.toolName(), tool.description(), tool.schema());
  }

  static CallToolResult result(Answer answer) {
    return new CallToolResult(List.of(new TextContent(answer.text())), answer.isError());
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
    return new Resource(
        SdkServer.RESOURCE,
        "motd",
        "The message of the day",
        "text/plain",
        new Annotations(List.of(Role.USER), 1.0));
  }

  static ReadResourceResult motd() {
    return new ReadResourceResult(
        List.of(
            new TextResourceContents(SdkServer.RESOURCE, "text/plain", SdkServer.RESOURCE_TEXT)));
  }
}
