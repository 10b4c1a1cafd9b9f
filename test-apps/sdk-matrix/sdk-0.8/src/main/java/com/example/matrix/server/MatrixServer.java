package com.example.matrix.server;

import com.example.matrix.Flavour;
import com.example.matrix.MatrixTool;
import com.example.matrix.SdkServer;
import com.example.matrix.Served;
import com.example.matrix.Transport;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The tools, the prompt and the resource on any transport of this SDK. */
public final class MatrixServer implements SdkServer {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Override
  public Served serve(Transport transport, Flavour flavour, InputStream in, OutputStream out) {
    ObjectMapper json = new ObjectMapper();
    return switch (transport) {
      case STDIO ->
          Served.in(null, start(new StdioServerTransportProvider(json, in, out), flavour));
      case SSE -> {
        var provider = new HttpServletSseServerTransportProvider(json, MESSAGE_PATH, SSE_PATH);
        yield Served.in(provider, start(provider, flavour));
      }
      default -> throw new IllegalArgumentException("this SDK version has no " + transport);
    };
  }

  /** Starts a server; returns what ends it. */
  public static Runnable start(McpServerTransportProvider transport, Flavour flavour) {
    return flavour == Flavour.SYNC ? sync(transport) : async(transport);
  }

  private static Runnable sync(McpServerTransportProvider provider) {
    AtomicReference<@Nullable McpSyncServer> self = new AtomicReference<>();
    Consumer<LoggingMessageNotification> logger =
        message -> {
          McpSyncServer server = self.get();
          if (server != null) {
            server.loggingNotification(message);
          }
        };
    McpSyncServer server =
        McpServer.sync(provider)
            .serverInfo(NAME, "1")
            .capabilities(Features.capabilities())
            .tools(
                Arrays.stream(MatrixTool.values())
                    .map(
                        tool ->
                            new SyncToolSpecification(
                                Features.tool(tool),
                                (exchange, arguments) ->
                                    call(tool, arguments, new ExchangeCaller(exchange, logger))))
                    .toList())
            .prompts(
                new SyncPromptSpecification(
                    Features.prompt(), (exchange, request) -> Features.greet(request)))
            .resources(
                new SyncResourceSpecification(
                    Features.resource(), (exchange, request) -> Features.motd()))
            .build();
    self.set(server);
    return server::closeGracefully;
  }

  private static Runnable async(McpServerTransportProvider provider) {
    AtomicReference<@Nullable McpAsyncServer> self = new AtomicReference<>();
    Consumer<LoggingMessageNotification> logger =
        message -> {
          McpAsyncServer server = self.get();
          if (server != null) {
            server.loggingNotification(message).block(TIMEOUT);
          }
        };
    McpAsyncServer server =
        McpServer.async(provider)
            .serverInfo(NAME, "1")
            .capabilities(Features.capabilities())
            .tools(
                Arrays.stream(MatrixTool.values())
                    .map(
                        tool ->
                            new AsyncToolSpecification(
                                Features.tool(tool),
                                (exchange, arguments) ->
                                    mono(
                                        tool,
                                        arguments,
                                        new ExchangeCaller(
                                            new McpSyncServerExchange(exchange), logger))))
                    .toList())
            .prompts(
                new AsyncPromptSpecification(
                    Features.prompt(),
                    (exchange, request) -> Mono.fromCallable(() -> Features.greet(request))))
            .resources(
                new AsyncResourceSpecification(
                    Features.resource(), (exchange, request) -> Mono.just(Features.motd())))
            .build();
    self.set(server);
    return () -> server.closeGracefully().block(TIMEOUT);
  }

  private static CallToolResult call(
      MatrixTool tool, Map<String, Object> arguments, ExchangeCaller caller) {
    return Features.result(tool.call(arguments, caller));
  }

  /** Inline where it can be, on a timer where it waits, on a worker where it must block. */
  private static Mono<CallToolResult> mono(
      MatrixTool tool, Map<String, Object> arguments, ExchangeCaller caller) {
    return switch (tool) {
      case SLOW ->
          Mono.delay(Duration.ofMillis(MatrixTool.slowMillis(arguments)))
              .map(tick -> Features.slept());
      case NOTIFY, ASK_CLIENT ->
          Mono.fromCallable(() -> call(tool, arguments, caller))
              .subscribeOn(Schedulers.boundedElastic());
      default -> Mono.fromCallable(() -> call(tool, arguments, caller));
    };
  }
}
