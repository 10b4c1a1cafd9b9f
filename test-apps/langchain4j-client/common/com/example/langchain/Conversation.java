package com.example.langchain;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.McpTransport;
import java.io.IOException;
import java.time.Duration;

/** What is asked of a server: good calls, failed ones, one that comes too late. */
final class Conversation {
  private Conversation() {}

  static void over(McpTransport transport) throws Exception {
    try (McpClient client =
        new DefaultMcpClient.Builder()
            .transport(transport)
            .clientName("langchain-client")
            .toolExecutionTimeout(Duration.ofSeconds(1))
            .build()) {
      client.checkHealth();
      System.err.println("tools " + client.listTools().size());
      call(client, "echo", "{\"text\":\"hello\"}");
      call(client, "echo", "{\"text\":\"hello again\"}");
      call(client, "fail", "{}");
      call(client, "no_such_tool", "{}");
      call(client, "slow", "{\"ms\":3000}");
      System.err.println("done");
      waitForTheEnd();
    }
  }

  private static void call(McpClient client, String tool, String arguments) {
    try {
      client.executeTool(ToolExecutionRequest.builder().name(tool).arguments(arguments).build());
    } catch (RuntimeException e) {
      System.err.println(tool + ": " + e.getMessage());
    }
  }

  private static void waitForTheEnd() throws IOException {
    while (System.in.read() >= 0) {
      // until the caller closes it
    }
  }
}
