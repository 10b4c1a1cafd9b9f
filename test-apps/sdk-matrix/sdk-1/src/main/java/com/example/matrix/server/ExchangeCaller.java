package com.example.matrix.server;

import com.example.matrix.Caller;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

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
    exchange.createElicitation(elicitation(question));
  }

  // The type was a record up to 1.x and is an interface since: only the JSON is the same.
  private static ElicitRequest elicitation(String question) {
    String json =
        "{\"message\":\""
            + question
            + "\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}";
    try {
      return McpJsonDefaults.getMapper().readValue(json, ElicitRequest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
