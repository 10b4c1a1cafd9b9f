package com.example.fetch;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The tools; all arguments are texts. */
final class FetchTools {
  private static final Logger LOG = LoggerFactory.getLogger(FetchTools.class);

  private final Clients clients = new Clients();
  private final Ways ways = new Ways();

  List<SyncToolSpecification> sync() {
    return List.of(
        new SyncToolSpecification(tool("fetch"), (exchange, request) -> fetch(request)),
        new SyncToolSpecification(tool("ask"), (exchange, request) -> ask(request)),
        new SyncToolSpecification(tool("slow"), FetchTools::slow),
        new SyncToolSpecification(
            tool("fail"),
            (exchange, request) -> {
              throw new IllegalStateException("no page for " + text(request, "who"));
            }));
  }

  List<AsyncToolSpecification> async() {
    return List.of(
        new AsyncToolSpecification(
            tool("fetch"),
            (exchange, request) ->
                Mono.delay(Duration.ofMillis(1))
                    .publishOn(Schedulers.parallel())
                    .flatMap(
                        ignored ->
                            Mono.fromCallable(() -> fetch(request))
                                .subscribeOn(Schedulers.boundedElastic()))));
  }

  private static Tool tool(String name) {
    return Tool.builder(name, Map.of("type", "object")).build();
  }

  private CallToolResult fetch(CallToolRequest request) {
    String client = text(request, "client");
    String url = text(request, "url");
    try {
      int status =
          ways.run(
              text(request, "way"),
              () -> {
                LOG.info("fetching");
                return clients.get(client, url);
              });
      return answer("status " + status, status >= 400);
    } catch (Exception e) {
      return answer("no answer", true);
    }
  }

  /** Hands the question on to another server. */
  private static CallToolResult ask(CallToolRequest request) {
    var transport =
        HttpClientStreamableHttpTransport.builder(text(request, "server")).endpoint("/mcp").build();
    try (McpSyncClient other = McpClient.sync(transport).build()) {
      other.initialize();
      return other.callTool(
          CallToolRequest.builder("fetch")
              .arguments(
                  Map.of(
                      "client", "jdk",
                      "way", "inline",
                      "url", text(request, "url")))
              .build());
    }
  }

  private static CallToolResult slow(McpSyncServerExchange exchange, CallToolRequest request) {
    Object token = request.meta() == null ? null : request.meta().get("progressToken");
    for (int step = 1; token != null && step <= 3; step++) {
      exchange.progressNotification(
          new ProgressNotification(token, (double) step, 3.0, null, null));
    }
    return answer("done", false);
  }

  private static CallToolResult answer(String text, boolean error) {
    return CallToolResult.builder()
        .content(List.of(TextContent.builder(text).build()))
        .isError(error)
        .build();
  }

  private static String text(CallToolRequest request, String name) {
    return String.valueOf(request.arguments().get(name));
  }
}
