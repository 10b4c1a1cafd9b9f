package com.example.matrix.server;

import com.example.matrix.Caller;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.function.Consumer;

/**
 * The client at the other end of a session: no elicitation, ping or progress yet, and log messages
 * go through the server to every client.
 */
record ExchangeCaller(McpSyncServerExchange exchange, Consumer<LoggingMessageNotification> logger)
    implements Caller {
  @Override
  public void log(String message) {
    logger.accept(
        LoggingMessageNotification.builder()
            .level(LoggingLevel.WARNING)
            .logger("matrix")
            .data(message)
            .build());
  }

  @Override
  public void sample(String question) {
    exchange.createMessage(
        CreateMessageRequest.builder()
            .messages(List.of(new SamplingMessage(Role.USER, new TextContent(question))))
            .maxTokens(10)
            .build());
  }

  @Override
  public void listRoots() {
    exchange.listRoots();
  }
}
