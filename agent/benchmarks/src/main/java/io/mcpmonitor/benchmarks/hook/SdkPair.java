package io.mcpmonitor.benchmarks.hook;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/**
 * A whole message through the SDK, without a transport: parsed, handled by a tool that has its
 * answer at once, written. Run in a JVM without the agent and in one with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SdkPair {
  private static final String REQUEST =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo",\
      "arguments":{"text":"hello"}}}""";

  private final McpJsonMapper json = McpJsonDefaults.getMapper();
  private final Hands transport = new Hands();

  private static final class Hands implements McpStatelessServerTransport {
    @Nullable McpStatelessServerHandler handler;

    @Override
    public void setMcpHandler(McpStatelessServerHandler given) {
      handler = given;
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }

  /** A server with one tool; enough messages that the agent's late recorders are there. */
  @Setup
  public void serve() throws IOException, InterruptedException {
    CallToolResult answer = CallToolResult.builder().addTextContent("hello").build();
    McpStatelessAsyncServer unused =
        McpServer.async(transport)
            .serverInfo("echo", "1.0.0")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .toolCall(
                Tool.builder("echo", Map.of("type", "object")).build(),
                (context, request) -> Mono.just(answer))
            .build();
    message();
    Thread.sleep(3_000);
  }

  /** One request and its answer. */
  @Benchmark
  public String message() throws IOException {
    JSONRPCRequest request = (JSONRPCRequest) McpSchema.deserializeJsonRpcMessage(json, REQUEST);
    Object response =
        Objects.requireNonNull(transport.handler)
            .handleRequest(McpTransportContext.EMPTY, request)
            .block();
    return json.writeValueAsString(response);
  }
}
