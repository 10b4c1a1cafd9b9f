package com.example.spring;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import org.springframework.ai.mcp.annotation.McpArg;
import org.springframework.ai.mcp.annotation.McpComplete;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.stereotype.Component;

/** A prompt, a resource and a tool that fails, by the annotations of MCP. */
@Component
public class Prompts {
  @McpTool(description = "Answers with isError")
  public CallToolResult fail() {
    return CallToolResult.builder().addTextContent("this tool always fails").isError(true).build();
  }

  @McpPrompt(name = "greeting", description = "Greets somebody")
  public String greeting(@McpArg(name = "name", description = "whom") String name) {
    return "Greet " + name;
  }

  @McpResource(uri = "matrix://motd", name = "motd", description = "message of the day")
  public String motd() {
    return "Be kind.";
  }

  @McpComplete(prompt = "greeting")
  public List<String> complete(String prefix) {
    return List.of(prefix + "da");
  }
}
