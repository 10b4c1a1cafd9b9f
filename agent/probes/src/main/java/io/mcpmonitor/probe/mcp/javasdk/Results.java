package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Feature;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Map;

/** Our answers in the SDK's types. */
final class Results {
  private Results() {}

  /** The result of a tool: one text. */
  static CallToolResult ofTool(Answer answer) throws ReflectiveOperationException {
    TextContent text = SdkRecords.create(TextContent.class, Map.of("text", answer.text()));
    return SdkRecords.create(
        CallToolResult.class, Map.of("content", List.of(text), "isError", answer.failed()));
  }

  /** What is read from our resource. */
  static ReadResourceResult ofResource(Answer answer) throws ReflectiveOperationException {
    TextResourceContents contents =
        SdkRecords.create(
            TextResourceContents.class,
            Map.of("uri", Feature.HEALTH_URI, "mimeType", Feature.JSON, "text", answer.text()));
    return SdkRecords.create(ReadResourceResult.class, Map.of("contents", List.of(contents)));
  }
}
