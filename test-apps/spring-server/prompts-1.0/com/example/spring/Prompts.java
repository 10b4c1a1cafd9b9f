package com.example.spring;

import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A prompt, a resource and a tool that fails, before there were annotations for them. */
@Configuration
public class Prompts {
  @Bean
  ToolCallbackProvider failing() {
    return MethodToolCallbackProvider.builder().toolObjects(new Failing()).build();
  }

  @Bean
  List<SyncPromptSpecification> greetings() {
    Prompt greeting =
        new Prompt(
            "greeting", "Greets somebody", List.of(new PromptArgument("name", "whom", true)));
    return List.of(
        new SyncPromptSpecification(
            greeting,
            (exchange, request) ->
                new GetPromptResult(
                    "a greeting",
                    List.of(
                        new PromptMessage(
                            Role.USER,
                            new TextContent("Greet " + request.arguments().get("name")))))));
  }

  @Bean
  List<SyncResourceSpecification> messages() {
    Resource motd = new Resource("matrix://motd", "motd", "message of the day", "text/plain", null);
    return List.of(
        new SyncResourceSpecification(
            motd,
            (exchange, request) ->
                new ReadResourceResult(
                    List.of(
                        new TextResourceContents(request.uri(), "text/plain", "Be kind.")))));
  }

  static class Failing {
    @Tool(description = "Answers with isError")
    public String fail() {
      throw new IllegalArgumentException("this tool always fails");
    }
  }
}
