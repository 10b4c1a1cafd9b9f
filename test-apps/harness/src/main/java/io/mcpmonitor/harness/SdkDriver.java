package io.mcpmonitor.harness;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.Root;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Drives a server with the official Java client, which answers sampling, elicitation and roots
 * requests. {@link #traffic()} tells what really went over the wire.
 */
public final class SdkDriver implements AutoCloseable {
  private final TappedTransport transport;
  private final McpSyncClient client;

  private SdkDriver(McpClientTransport transport) {
    this.transport = new TappedTransport(transport);
    this.client =
        McpClient.sync(this.transport)
            .clientInfo(Implementation.builder("mcp-monitor-harness", "1").build())
            .requestTimeout(AgentJvm.PATIENCE)
            .initializationTimeout(AgentJvm.PATIENCE)
            .capabilities(ClientCapabilities.builder().roots(true).sampling().elicitation().build())
            .roots(Root.builder("file:///work").name("work").build())
            .sampling(
                request ->
                    CreateMessageResult.builder(
                            Role.ASSISTANT, TextContent.builder("fine").build(), "test-model")
                        .build())
            .elicitation(
                request ->
                    ElicitResult.builder(ElicitResult.Action.ACCEPT).content(Map.of()).build())
            .build();
  }

  /** Over the stdin and stdout of a JVM. */
  public static SdkDriver stdio(AgentJvm jvm) {
    return new SdkDriver(new JvmTransport(jvm));
  }

  /** Over HTTP+SSE; the server listens to {@code /sse}. */
  public static SdkDriver sse(URI server) {
    return sse(server, "");
  }

  /** The same below a path of the server. */
  @SuppressWarnings("deprecation") // the only transport of old servers
  public static SdkDriver sse(URI server, String path) {
    return new SdkDriver(
        HttpClientSseClientTransport.builder(base(server)).sseEndpoint(path + "/sse").build());
  }

  /** Over streamable or stateless HTTP; the server listens to {@code /mcp}. */
  public static SdkDriver streamable(URI server) {
    return streamable(server, "");
  }

  /** The same for a web application at a path of the server. */
  public static SdkDriver streamable(URI server, String path) {
    return new SdkDriver(
        HttpClientStreamableHttpTransport.builder(base(server)).endpoint(path + "/mcp").build());
  }

  private static String base(URI server) {
    return "http://" + server.getAuthority();
  }

  /** For calls that are not in here. */
  public McpSyncClient client() {
    return client;
  }

  public Traffic traffic() {
    return transport.traffic();
  }

  public SdkDriver initialize() {
    client.initialize();
    return this;
  }

  public CallToolResult callTool(String name, Map<String, Object> arguments) {
    return client.callTool(CallToolRequest.builder(name).arguments(arguments).build());
  }

  /** The text of a tool's answer. */
  public String text(String tool, Map<String, Object> arguments) {
    StringBuilder text = new StringBuilder();
    for (var content : callTool(tool, arguments).content()) {
      if (content instanceof TextContent part) {
        text.append(part.text());
      }
    }
    return text.toString();
  }

  /** A call that the server answers with a JSON-RPC error. */
  public McpError expectError(String tool, Map<String, Object> arguments) {
    try {
      CallToolResult result = callTool(tool, arguments);
      throw new IllegalStateException(tool + " did not fail: " + result);
    } catch (McpError e) {
      return e;
    }
  }

  /** A request past the client, for instance with a method that it does not know. */
  public void raw(String method, Map<String, Object> params) {
    try {
      transport
          .request(method, params)
          .answer()
          .get(AgentJvm.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // the traffic has it: no answer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(method + " has got neither answer nor error", e);
    }
  }

  /**
   * Asks for something slow and takes it back at once. Whether an answer still comes is the
   * server's choice.
   */
  public void cancelledCall(String tool, Map<String, Object> arguments) {
    cancel(begin(tool, arguments));
  }

  /** Asks for something slow and does not wait; the id of the request. */
  public String begin(String tool, Map<String, Object> arguments) {
    return transport.request("tools/call", Map.of("name", tool, "arguments", arguments)).id();
  }

  /** Takes a request back. */
  public void cancel(String id) {
    transport.notify("notifications/cancelled", Map.of("requestId", id));
  }

  /** Calls of the same tool from several threads at once. */
  public List<String> concurrently(
      int threads, int callsEach, String tool, Map<String, Object> arguments) {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<List<String>>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(
            () -> {
              List<String> texts = new ArrayList<>();
              for (int call = 0; call < callsEach; call++) {
                texts.add(text(tool, arguments));
              }
              return texts;
            });
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> caller : callers.invokeAll(work)) {
        all.addAll(get(caller));
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      callers.shutdownNow();
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get(AgentJvm.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the session as the transport has it: DELETE, a closed stream or a closed stdin. */
  @Override
  public void close() {
    client.closeGracefully();
  }
}
