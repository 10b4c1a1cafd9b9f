package com.example.docs;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a model can do with the documents. */
final class DocsTools {
  private static final Logger log = LoggerFactory.getLogger(DocsTools.class);
  private static final String NO_ARGUMENTS = "{\"type\": \"object\"}";

  private final DocsIndex index;

  DocsTools(DocsIndex index) {
    this.index = index;
  }

  List<SyncToolSpecification> all() {
    return List.of(
        tool(
            "search_docs",
            "Find the documents that hold most of the given words",
            """
            {"type": "object", "required": ["query"], "properties": {
              "query": {"type": "string"},
              "limit": {"type": "integer", "minimum": 1, "maximum": 50}}}
            """,
            this::search),
        tool(
            "read_doc",
            "The whole text of one document",
            """
            {"type": "object", "required": ["path"], "properties": {"path": {"type": "string"}}}
            """,
            this::read),
        tool(
            "ask_sql",
            "A SELECT over documents(path, title, headings, word_count, body)"
                + " and words(path, word, occurrences)",
            """
            {"type": "object", "required": ["sql"], "properties": {"sql": {"type": "string"}}}
            """,
            this::ask),
        tool("reindex", "Read the folder again", NO_ARGUMENTS, this::reindex),
        tool(
            "summarize_docs",
            "One line about every document; slow, reports progress",
            NO_ARGUMENTS,
            this::summarize));
  }

  private CallToolResult search(McpSyncServerExchange exchange, CallToolRequest request)
      throws SQLException {
    int limit = request.arguments().get("limit") instanceof Number number ? number.intValue() : 5;
    List<DocsIndex.Hit> hits = index.search(text(request, "query"), limit);
    if (hits.isEmpty()) {
      return result("nothing found");
    }
    return result(
        hits.stream()
            .map(hit -> hit.path() + " (" + hit.score() + "): " + hit.title())
            .collect(Collectors.joining("\n")));
  }

  private CallToolResult read(McpSyncServerExchange exchange, CallToolRequest request)
      throws SQLException {
    String path = text(request, "path");
    return index
        .text(path)
        .map(DocsTools::result)
        .orElseGet(() -> error("no document " + path + "; search_docs lists paths"));
  }

  private CallToolResult ask(McpSyncServerExchange exchange, CallToolRequest request) {
    try {
      return result(index.ask(text(request, "sql")));
    } catch (SQLException e) {
      return error("the database says: " + e.getMessage());
    }
  }

  private CallToolResult reindex(McpSyncServerExchange exchange, CallToolRequest request)
      throws IOException, SQLException {
    DocsIndex.Summary summary = index.reindex();
    return result(summary.documents() + " documents, " + summary.words() + " words");
  }

  private CallToolResult summarize(McpSyncServerExchange exchange, CallToolRequest request)
      throws SQLException, InterruptedException {
    Object progressToken = request.progressToken();
    Map<String, String> titles = index.titles();
    StringBuilder summary = new StringBuilder();
    int done = 0;
    for (Map.Entry<String, String> document : titles.entrySet()) {
      long headings = index.outline(document.getKey()).orElse("").lines().count();
      summary.append(document.getValue()).append(": ").append(headings).append(" headings\n");
      // Where a real server would ask a model about the document.
      Thread.sleep(300 / titles.size());
      done++;
      if (progressToken != null) {
        exchange.progressNotification(
            ProgressNotification.builder(progressToken, done)
                .total((double) titles.size())
                .message(document.getKey())
                .build());
      }
    }
    return result(summary.toString());
  }

  private interface Handler {
    CallToolResult call(McpSyncServerExchange exchange, CallToolRequest request)
        throws IOException, SQLException, InterruptedException;
  }

  private static SyncToolSpecification tool(
      String name, String description, String inputSchema, Handler handler) {
    Tool tool =
        Tool.builder(name, McpJsonDefaults.getMapper(), inputSchema)
            .description(description)
            .build();
    return new SyncToolSpecification(
        tool,
        (exchange, request) -> {
          try {
            return handler.call(exchange, request);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(name + " was interrupted");
          } catch (IOException | SQLException e) {
            log.warn("{} failed", name, e);
            return error(name + " failed: " + e.getMessage());
          }
        });
  }

  // The schema has been checked by then: a required text is there.
  private static String text(CallToolRequest request, String argument) {
    return String.valueOf(request.arguments().get(argument));
  }

  private static CallToolResult result(String text) {
    return CallToolResult.builder().addTextContent(text).build();
  }

  private static CallToolResult error(String text) {
    return CallToolResult.builder().addTextContent(text).isError(true).build();
  }
}
