package com.example.conformance;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** The suite's resources, prompts and completions. */
final class FixtureContent {
  private FixtureContent() {}

  static List<SyncResourceSpecification> resources() {
    return List.of(
        resource(
            "static-text",
            "text/plain",
            TextResourceContents.builder(
                    "test://static-text", "This is the content of the static text resource.")
                .mimeType("text/plain")
                .build()),
        resource(
            "static-binary",
            "image/png",
            BlobResourceContents.builder("test://static-binary", Samples.PNG)
                .mimeType("image/png")
                .build()),
        resource(
            "watched-resource",
            "text/plain",
            TextResourceContents.builder("test://watched-resource", "Watch me.")
                .mimeType("text/plain")
                .build()));
  }

  private static SyncResourceSpecification resource(
      String name, String mimeType, ResourceContents contents) {
    return new SyncResourceSpecification(
        Resource.builder("test://" + name, name).description(name).mimeType(mimeType).build(),
        (exchange, request) -> ReadResourceResult.builder(List.of(contents)).build());
  }

  static SyncResourceTemplateSpecification template() {
    return new SyncResourceTemplateSpecification(
        ResourceTemplate.builder("test://template/{id}/data", "template")
            .description("Data by id")
            .mimeType("application/json")
            .build(),
        (exchange, request) -> {
          String uri = request.uri();
          String id = uri.substring("test://template/".length(), uri.lastIndexOf('/'));
          String json =
              "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}";
          return ReadResourceResult.builder(
                  List.of(
                      TextResourceContents.builder(uri, json).mimeType("application/json").build()))
              .build();
        });
  }

  static List<SyncPromptSpecification> prompts() {
    return List.of(
        prompt(
            "test_simple_prompt",
            List.of(),
            (exchange, request) -> said(text("This is a simple prompt for testing."))),
        prompt(
            "test_prompt_with_arguments",
            List.of("arg1", "arg2"),
            (exchange, request) ->
                said(
                    text(
                        "Prompt with arguments: arg1='"
                            + argument(request, "arg1")
                            + "', arg2='"
                            + argument(request, "arg2")
                            + "'"))),
        prompt(
            "test_prompt_with_embedded_resource",
            List.of("resourceUri"),
            (exchange, request) ->
                said(
                    Samples.embedded(
                        argument(request, "resourceUri"),
                        "text/plain",
                        "Embedded resource content for testing."),
                    text("Please process the embedded resource above."))),
        prompt(
            "test_prompt_with_image",
            List.of(),
            (exchange, request) -> said(Samples.image(), text("Please analyze the image above."))));
  }

  static SyncCompletionSpecification completion() {
    return new SyncCompletionSpecification(
        new PromptReference("test_prompt_with_arguments"),
        (exchange, request) ->
            new CompleteResult(
                new CompleteResult.CompleteCompletion(
                    List.of("paris", "park", "party"), 150, false)));
  }

  private static SyncPromptSpecification prompt(
      String name,
      List<String> arguments,
      BiFunction<McpSyncServerExchange, GetPromptRequest, GetPromptResult> handler) {
    List<PromptArgument> declared =
        arguments.stream()
            .map(
                argument ->
                    PromptArgument.builder(argument).description(argument).required(true).build())
            .toList();
    return new SyncPromptSpecification(
        Prompt.builder(name).description(name).arguments(declared).build(), handler);
  }

  private static String argument(GetPromptRequest request, String name) {
    return String.valueOf(request.arguments().get(name));
  }

  private static TextContent text(String text) {
    return TextContent.builder(text).build();
  }

  private static GetPromptResult said(Content... contents) {
    return GetPromptResult.builder(
            Arrays.stream(contents)
                .map(content -> PromptMessage.builder(Role.USER, content).build())
                .toList())
        .build();
  }
}
