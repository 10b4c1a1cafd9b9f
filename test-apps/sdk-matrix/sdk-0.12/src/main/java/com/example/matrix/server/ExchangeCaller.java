package com.example.matrix.server;

import com.example.matrix.Caller;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;

/** The client at the other end of a session. */
record ExchangeCaller(McpSyncServerExchange exchange) implements Caller {
  @Override
  public void log(String message) {
    exchange.loggingNotification(
        LoggingMessageNotification.builder()
            .level(LoggingLevel.WARNING)
            .logger("matrix")
            .data(message)
            .build());
  }

  @Override
  public void progress(String token, double done, double total) {
    exchange.progressNotification(new ProgressNotification(token, done, total, "on the way"));
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
  public void elicit(String question) {
    exchange.createElicitation(
        new ElicitRequest(question, Map.of("type", "object", "properties", Map.of())));
  }

  @Override
  public void listRoots() {
    exchange.listRoots();
  }

  @Override
  public void ping() {
    exchange.ping();
  }
}
