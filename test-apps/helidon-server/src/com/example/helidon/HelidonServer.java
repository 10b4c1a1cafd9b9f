package com.example.helidon;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.extensions.mcp.server.McpPromptArgument;
import io.helidon.extensions.mcp.server.McpPromptResult;
import io.helidon.extensions.mcp.server.McpResourceResult;
import io.helidon.extensions.mcp.server.McpServerFeature;
import io.helidon.extensions.mcp.server.McpServerConfig;
import io.helidon.extensions.mcp.server.McpToolRequest;
import io.helidon.extensions.mcp.server.McpToolResult;
import io.helidon.webserver.WebServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Tools that succeed, fail, throw, take time, tell their client and ask a database. */
final class HelidonServer {
  private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{}}";

  private HelidonServer() {}

  public static void main(String[] args) {
    McpServerConfig.Builder mcp =
        McpServerFeature.builder().path("/mcp").name("helidon-server").version("1");
    tool(mcp, "echo", request -> text(argument(request, "text")));
    tool(
        mcp,
        "add",
        request ->
            text(
                "" + (request.arguments().get("a").asInteger().get()
                    + request.arguments().get("b").asInteger().get())));
    tool(
        mcp,
        "fail",
        request ->
            McpToolResult.builder().addTextContent("this tool always fails").error(true).build());
    tool(
        mcp,
        "throw",
        request -> {
          throw new IllegalStateException("boom");
        });
    tool(
        mcp,
        "slow",
        request -> {
          sleep(request.arguments().get("ms").asInteger().get());
          return text("slept");
        });
    tool(mcp, "query", request -> text(query()));
    tool(
        mcp,
        "query_later",
        request -> text(CompletableFuture.supplyAsync(HelidonServer::query).join()));
    mcp.addPrompt(
        prompt ->
            prompt
                .name("greeting")
                .description("Greets somebody")
                .addArgument(
                    McpPromptArgument.builder()
                        .name("name")
                        .description("whom")
                        .required(true)
                        .build())
                .prompt(
                    request ->
                        McpPromptResult.builder()
                            .addTextContent(
                                "Greet " + request.parameters().get("arguments").get("name").asString().get())
                            .build()));
    mcp.addResource(
        resource ->
            resource
                .uri("matrix://motd")
                .name("motd")
                .description("message of the day")
                .mediaType(MediaTypes.TEXT_PLAIN)
                .resource(request -> McpResourceResult.builder().addTextContent("Be kind.").build()));
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(routing -> routing.addFeature(mcp))
            .build()
            .start();
    System.err.println("listening on http://127.0.0.1:" + server.port());
  }

  private static void tool(
      McpServerConfig.Builder mcp, String name, Function<McpToolRequest, McpToolResult> body) {
    mcp.addTool(tool -> tool.name(name).description(name).schema(SCHEMA).tool(body));
  }

  private static McpToolResult text(String text) {
    return McpToolResult.builder().addTextContent(text).build();
  }

  private static String argument(McpToolRequest request, String name) {
    return request.arguments().get(name).asString().get();
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String query() {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:h;DB_CLOSE_DELAY=-1");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 40 + 2")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
