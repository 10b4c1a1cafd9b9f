package com.example.solon;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.noear.solon.ai.annotation.PromptMapping;
import org.noear.solon.ai.annotation.ResourceMapping;
import org.noear.solon.ai.annotation.ToolMapping;
import org.noear.solon.ai.chat.message.ChatMessage;
import org.noear.solon.ai.mcp.server.annotation.McpServerEndpoint;
import org.noear.solon.annotation.Param;
import org.noear.solon.core.handle.Context;
import reactor.core.publisher.Mono;

/** Tools of every kind: at once, later, on another thread; some fail. A prompt and a resource. */
@McpServerEndpoint(
    name = "solon-server",
    version = "1",
    channel = "${sample.channel}",
    mcpEndpoint = "${sample.endpoint}",
    heartbeatInterval = "")
public class Tools {
  @ToolMapping(description = "Says the text again")
  public String echo(@Param(description = "what to say") String text) {
    return text;
  }

  @ToolMapping(description = "Adds two numbers")
  public Mono<Integer> add(
      @Param(description = "one") int a, @Param(description = "other") int b) {
    return Mono.fromCallable(() -> a + b);
  }

  @ToolMapping(description = "Fails later")
  public CompletableFuture<String> fail() {
    return CompletableFuture.failedFuture(new IllegalStateException("this tool always fails"));
  }

  @ToolMapping(name = "throw", description = "Throws an exception")
  public String throwing() {
    throw new IllegalStateException("boom");
  }

  @ToolMapping(description = "Takes its time")
  public String slow(@Param(description = "milliseconds") int ms) throws InterruptedException {
    Thread.sleep(ms);
    return "slept";
  }

  @ToolMapping(name = "notify", description = "Sends a log message")
  public Mono<String> notifyClient() {
    return exchange()
        .loggingNotification(
            LoggingMessageNotification.builder()
                .level(LoggingLevel.WARNING)
                .logger("tools")
                .data("something happened")
                .build())
        .thenReturn("log");
  }

  @ToolMapping(name = "ask_client", description = "Asks the client for its roots")
  public Mono<String> askClient() {
    return exchange().listRoots().map(roots -> "roots " + roots.roots().size());
  }

  private static McpAsyncServerExchange exchange() {
    if (Context.current().request() instanceof McpAsyncServerExchange exchange) {
      return exchange;
    }
    throw new IllegalStateException("no session");
  }

  @ToolMapping(description = "Asks the database")
  public String query() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:mem:sample;DB_CLOSE_DELAY=-1");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 40 + 2")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @ToolMapping(name = "query_later", description = "Asks the database on another thread")
  public CompletableFuture<String> queryLater() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return query();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @PromptMapping(description = "Greets somebody")
  public List<ChatMessage> greeting(@Param(description = "whom") String name) {
    return List.of(ChatMessage.ofUser("Greet " + name));
  }

  @ResourceMapping(
      uri = "matrix://motd",
      name = "motd",
      description = "message of the day",
      mimeType = "text/plain")
  public String motd() {
    return "Be kind.";
  }
}
