package com.example.conformance;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The suite's tools. */
final class FixtureTools {
  private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

  private FixtureTools() {}

  static List<SyncToolSpecification> all() {
    return List.of(
        answering("test_simple_text", text("This is a simple text response for testing.")),
        answering("test_image_content", Samples.image()),
        answering("test_audio_content", Samples.audio()),
        answering(
            "test_embedded_resource",
            Samples.embedded(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.")),
        answering(
            "test_multiple_content_types",
            text("Multiple content types test:"),
            Samples.image(),
            Samples.embedded(
                "test://mixed-content-resource",
                "application/json",
                "{\"test\":\"data\",\"value\":123}")),
        tool("test_tool_with_logging", NO_ARGUMENTS, FixtureTools::logging),
        tool(
            "test_error_handling",
            NO_ARGUMENTS,
            (exchange, request) ->
                CallToolResult.builder()
                    .addTextContent("This tool intentionally returns an error for testing")
                    .isError(true)
                    .build()),
        tool("test_tool_with_progress", NO_ARGUMENTS, FixtureTools::progress),
        tool("test_sampling", requiredText("prompt"), FixtureTools::sampling),
        tool("test_elicitation", requiredText("message"), FixtureTools::elicitation),
        tool(
            "test_elicitation_sep1034_defaults",
            NO_ARGUMENTS,
            (exchange, request) -> completed(exchange, Schemas.DEFAULTS)),
        tool(
            "test_elicitation_sep1330_enums",
            NO_ARGUMENTS,
            (exchange, request) -> completed(exchange, Schemas.ENUMS)),
        answeringTo("json_schema_2020_12_tool", Schemas.DRAFT_2020_12, text("done")),
        answering("test_reconnection", text("Reconnection test completed")));
  }

  private static CallToolResult logging(McpSyncServerExchange exchange, CallToolRequest request) {
    log(exchange, "Tool execution started");
    pause();
    log(exchange, "Tool processing data");
    pause();
    log(exchange, "Tool execution completed");
    return result(text("Tool with logging executed"));
  }

  private static void log(McpSyncServerExchange exchange, String message) {
    exchange.loggingNotification(
        LoggingMessageNotification.builder(LoggingLevel.INFO, message).build());
  }

  private static CallToolResult progress(McpSyncServerExchange exchange, CallToolRequest request) {
    Object token = request.progressToken();
    for (int done = 0; done <= 100; done += 50) {
      if (token != null) {
        exchange.progressNotification(
            ProgressNotification.builder(token, done).total(100.0).build());
      }
      pause();
    }
    return result(text("Tool with progress executed"));
  }

  private static CallToolResult sampling(McpSyncServerExchange exchange, CallToolRequest request) {
    SamplingMessage message =
        SamplingMessage.builder(Role.USER, text(argument(request, "prompt"))).build();
    CreateMessageResult answer =
        exchange.createMessage(CreateMessageRequest.builder(List.of(message), 100).build());
    String said = answer.content() instanceof TextContent t ? t.text() : "" + answer.content();
    return result(text("LLM response: " + said));
  }

  private static CallToolResult elicitation(
      McpSyncServerExchange exchange, CallToolRequest request) {
    ElicitResult answer = elicit(exchange, argument(request, "message"), Schemas.USER);
    return result(
        text("User response: action: " + answer.action() + ", content: " + answer.content()));
  }

  private static CallToolResult completed(McpSyncServerExchange exchange, String schema) {
    ElicitResult answer = elicit(exchange, "Please fill in the form", schema);
    return result(
        text("Elicitation completed: action=" + answer.action() + ", content=" + answer.content()));
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static ElicitResult elicit(
      McpSyncServerExchange exchange, String message, String schema) {
    try {
      Map<String, Object> fields = McpJsonDefaults.getMapper().readValue(schema, Map.class);
      return exchange.createElicitation(ElicitFormRequest.builder(message, fields).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String argument(CallToolRequest request, String name) {
    return String.valueOf(request.arguments().get(name));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String requiredText(String name) {
    return "{\"type\":\"object\",\"properties\":{\""
        + name
        + "\":{\"type\":\"string\"}},\"required\":[\""
        + name
        + "\"]}";
  }

  private static TextContent text(String text) {
    return TextContent.builder(text).build();
  }

  private static CallToolResult result(Content... content) {
    return CallToolResult.builder(List.of(content)).build();
  }

  private static SyncToolSpecification answering(String name, Content... content) {
    return answeringTo(name, NO_ARGUMENTS, content);
  }

  private static SyncToolSpecification answeringTo(String name, String schema, Content... content) {
    return tool(name, schema, (exchange, request) -> result(content));
  }

  private static SyncToolSpecification tool(
      String name,
      String schema,
      BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
    Tool tool = Tool.builder(name, McpJsonDefaults.getMapper(), schema).description(name).build();
    return new SyncToolSpecification(tool, handler);
  }
}
