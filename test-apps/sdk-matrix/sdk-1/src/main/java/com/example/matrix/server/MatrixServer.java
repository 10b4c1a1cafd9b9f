package com.example.matrix.server;

import com.example.matrix.Caller;
import com.example.matrix.Flavour;
import com.example.matrix.MatrixTool;
import com.example.matrix.SdkServer;
import com.example.matrix.Served;
import com.example.matrix.Transport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The tools, the prompt and the resource on any transport of this SDK. */
public final class MatrixServer implements SdkServer {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final McpJsonMapper json = McpJsonDefaults.getMapper();

  @Override
  public Served serve(Transport transport, Flavour flavour, InputStream in, OutputStream out) {
    return switch (transport) {
      case STDIO -> {
        var provider = new StdioServerTransportProvider(json, in, out);
        yield Served.in(null, start(provider, flavour));
      }
      case SSE -> {
        var provider =
            HttpServletSseServerTransportProvider.builder()
                .jsonMapper(json)
                .messageEndpoint(MESSAGE_PATH)
                .sseEndpoint(SSE_PATH)
                .build();
        yield Served.in(provider, start(provider, flavour));
      }
      case STREAMABLE -> {
        var provider =
            HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(json)
                .mcpEndpoint(MCP_PATH)
                .build();
        yield Served.in(provider, start(provider, flavour));
      }
      case STATELESS -> {
        var servlet =
            HttpServletStatelessServerTransport.builder()
                .jsonMapper(json)
                .messageEndpoint(MCP_PATH)
                .build();
        yield Served.in(servlet, start(servlet, flavour));
      }
    };
  }

  /** Starts a server on a transport with one session per connection; returns what ends it. */
  public static Runnable start(McpServerTransportProvider transport, Flavour flavour) {
    return flavour == Flavour.SYNC
        ? start(McpServer.sync(transport))
        : start(McpServer.async(transport));
  }

  /** Starts a server on streamable HTTP; returns what ends it. */
  public static Runnable start(McpStreamableServerTransportProvider transport, Flavour flavour) {
    return flavour == Flavour.SYNC
        ? start(McpServer.sync(transport))
        : start(McpServer.async(transport));
  }

  /** Starts a server without sessions; returns what ends it. */
  public static Runnable start(McpStatelessServerTransport transport, Flavour flavour) {
    return flavour == Flavour.SYNC ? stateless(transport) : statelessAsync(transport);
  }

  private static Runnable start(SyncSpecification<?> specification) {
    McpSyncServer server =
        specification
            .serverInfo(NAME, "1")
            .requestTimeout(TIMEOUT)
            .capabilities(Features.capabilities(true))
            .tools(Arrays.stream(MatrixTool.values()).map(MatrixServer::sync).toList())
            .prompts(
                new McpServerFeatures.SyncPromptSpecification(
                    Features.prompt(), (exchange, request) -> Features.greet(request)))
            .resources(
                new McpServerFeatures.SyncResourceSpecification(
                    Features.resource(), (exchange, request) -> Features.motd()))
            .build();
    return server::closeGracefully;
  }

  private static McpServerFeatures.SyncToolSpecification sync(MatrixTool tool) {
    return McpServerFeatures.SyncToolSpecification.builder()
        .tool(Features.tool(tool))
        .callHandler((exchange, request) -> call(tool, request, new ExchangeCaller(exchange)))
        .build();
  }

  private static Runnable start(AsyncSpecification<?> specification) {
    McpAsyncServer server =
        specification
            .serverInfo(NAME, "1")
            .requestTimeout(TIMEOUT)
            .capabilities(Features.capabilities(true))
            .tools(Arrays.stream(MatrixTool.values()).map(MatrixServer::async).toList())
            .prompts(
                new McpServerFeatures.AsyncPromptSpecification(
                    Features.prompt(),
                    (exchange, request) -> Mono.fromCallable(() -> Features.greet(request))))
            .resources(
                new McpServerFeatures.AsyncResourceSpecification(
                    Features.resource(), (exchange, request) -> Mono.just(Features.motd())))
            .build();
    return () -> server.closeGracefully().block(TIMEOUT);
  }

  private static McpServerFeatures.AsyncToolSpecification async(MatrixTool tool) {
    return McpServerFeatures.AsyncToolSpecification.builder()
        .tool(Features.tool(tool))
        .callHandler(
            (exchange, request) ->
                mono(tool, request, new ExchangeCaller(new McpSyncServerExchange(exchange))))
        .build();
  }

  private static Runnable stateless(McpStatelessServerTransport transport) {
    List<McpStatelessServerFeatures.SyncToolSpecification> tools =
        Arrays.stream(MatrixTool.values())
            .map(
                tool ->
                    McpStatelessServerFeatures.SyncToolSpecification.builder()
                        .tool(Features.tool(tool))
                        .callHandler((context, request) -> call(tool, request, Caller.NOBODY))
                        .build())
            .toList();
    var server =
        McpServer.sync(transport)
            .serverInfo(NAME, "1")
            .capabilities(Features.capabilities(false))
            .tools(tools)
            .prompts(
                new McpStatelessServerFeatures.SyncPromptSpecification(
                    Features.prompt(), (context, request) -> Features.greet(request)))
            .resources(
                new McpStatelessServerFeatures.SyncResourceSpecification(
                    Features.resource(), (context, request) -> Features.motd()))
            .build();
    return server::close;
  }

  private static Runnable statelessAsync(McpStatelessServerTransport transport) {
    List<McpStatelessServerFeatures.AsyncToolSpecification> tools =
        Arrays.stream(MatrixTool.values())
            .map(
                tool ->
                    McpStatelessServerFeatures.AsyncToolSpecification.builder()
                        .tool(Features.tool(tool))
                        .callHandler((context, request) -> mono(tool, request, Caller.NOBODY))
                        .build())
            .toList();
    var server =
        McpServer.async(transport)
            .serverInfo(NAME, "1")
            .capabilities(Features.capabilities(false))
            .tools(tools)
            .prompts(
                new McpStatelessServerFeatures.AsyncPromptSpecification(
                    Features.prompt(),
                    (context, request) -> Mono.fromCallable(() -> Features.greet(request))))
            .resources(
                new McpStatelessServerFeatures.AsyncResourceSpecification(
                    Features.resource(), (context, request) -> Mono.just(Features.motd())))
            .build();
    return server::close;
  }

  private static CallToolResult call(MatrixTool tool, CallToolRequest request, Caller caller) {
    return Features.result(tool.call(request.arguments(), caller));
  }

  /** Inline where it can be, on a timer where it waits, on a worker where it must block. */
  private static Mono<CallToolResult> mono(
      MatrixTool tool, CallToolRequest request, Caller caller) {
    return switch (tool) {
      case SLOW ->
          Mono.delay(Duration.ofMillis(MatrixTool.slowMillis(request.arguments())))
              .map(tick -> Features.slept());
      case NOTIFY, ASK_CLIENT ->
          Mono.fromCallable(() -> call(tool, request, caller))
              .subscribeOn(Schedulers.boundedElastic());
      default -> Mono.fromCallable(() -> call(tool, request, caller));
    };
  }
}
