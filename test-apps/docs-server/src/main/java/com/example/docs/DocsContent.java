package com.example.docs;

import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents as resources, and the prompts about them. */
final class DocsContent {
  private static final String DOCUMENT = "docs://document/";
  private static final String OUTLINE = "docs://outline/";

  private final DocsIndex index;

  DocsContent(DocsIndex index) {
    this.index = index;
  }

  List<SyncResourceSpecification> resources() throws SQLException {
    List<SyncResourceSpecification> resources = new ArrayList<>();
    for (Map.Entry<String, String> document : index.titles().entrySet()) {
      Resource resource =
          Resource.builder(DOCUMENT + document.getKey(), document.getValue())
              .mimeType("text/markdown")
              .build();
      resources.add(
          new SyncResourceSpecification(
              resource,
              (exchange, request) ->
                  read(request.uri(), () -> index.text(after(DOCUMENT, request.uri())))));
    }
    return resources;
  }

  SyncResourceTemplateSpecification outlines() {
    ResourceTemplate template =
        ResourceTemplate.builder(OUTLINE + "{folder}/{file}", "outline")
            .description("The headings of a document")
            .mimeType("text/plain")
            .build();
    return new SyncResourceTemplateSpecification(
        template,
        (exchange, request) ->
            read(request.uri(), () -> index.outline(after(OUTLINE, request.uri()))));
  }

  List<SyncPromptSpecification> prompts() {
    return List.of(
        prompt(
            "explain_topic",
            "Explain a topic from the documents only",
            "topic",
            "Search the documents with search_docs and explain, citing paths: "),
        prompt(
            "review_document",
            "Look for gaps in a document",
            "path",
            "Read this document with read_doc and list what a newcomer would miss: "));
  }

  private interface Lookup {
    Optional<String> get() throws SQLException;
  }

  private static ReadResourceResult read(String uri, Lookup lookup) {
    try {
      String text =
          lookup.get().orElseThrow(() -> new IllegalArgumentException("no document at " + uri));
      return ReadResourceResult.builder(
              List.of(TextResourceContents.builder(uri, text).mimeType("text/markdown").build()))
          .build();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + uri, e);
    }
  }

  private static String after(String prefix, String uri) {
    return uri.substring(prefix.length());
  }

  private static SyncPromptSpecification prompt(
      String name, String description, String argument, String text) {
    Prompt prompt =
        Prompt.builder(name)
            .description(description)
            .arguments(List.of(PromptArgument.builder(argument).required(true).build()))
            .build();
    return new SyncPromptSpecification(
        prompt, (exchange, request) -> answer(description, text, value(request, argument)));
  }

  private static String value(GetPromptRequest request, String argument) {
    Object value = request.arguments() == null ? null : request.arguments().get(argument);
    if (value == null) {
      throw new IllegalArgumentException("argument " + argument + " is missing");
    }
    return value.toString();
  }

  private static GetPromptResult answer(String description, String text, String value) {
    PromptMessage message =
        PromptMessage.builder(Role.USER, TextContent.builder(text + value).build()).build();
    return GetPromptResult.builder(List.of(message)).description(description).build();
  }
}
