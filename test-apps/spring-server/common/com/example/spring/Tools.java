package com.example.spring;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.mcp.McpToolUtils;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

/** Tools with the annotation that every version knows. */
public class Tools {
  @Tool(description = "Says the text again")
  public String echo(@ToolParam(description = "what to say") String text) {
    return text;
  }

  @Tool(description = "Adds two numbers")
  public int add(@ToolParam(description = "one") int a, @ToolParam(description = "other") int b) {
    return a + b;
  }

  @Tool(name = "throw", description = "Throws an exception")
  public String throwing() {
    throw new IllegalStateException("boom");
  }

  @Tool(description = "Takes its time")
  public String slow(@ToolParam(description = "milliseconds") int ms) throws InterruptedException {
    Thread.sleep(ms);
    return "slept";
  }

  @Tool(name = "notify", description = "Sends a log message")
  public String notifyClient(ToolContext context) {
    exchange(context)
        .loggingNotification(
            new LoggingMessageNotification(LoggingLevel.WARNING, "tools", "something happened"));
    return "log";
  }

  @Tool(name = "ask_client", description = "Asks the client for its roots")
  public String askClient(ToolContext context) {
    return "roots " + exchange(context).listRoots().roots().size();
  }

  private static McpSyncServerExchange exchange(ToolContext context) {
    Object exchange = context.getContext().get(McpToolUtils.TOOL_CONTEXT_MCP_EXCHANGE_KEY);
    if (exchange instanceof McpSyncServerExchange session) {
      return session;
    }
    throw new IllegalStateException("no session");
  }
}
