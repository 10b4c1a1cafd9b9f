package com.example.index;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The same as an MCP server on stdio: {@code index} begins to index a folder and answers at once.
 * Arguments: {@code --index STYLE FOLDER} to begin with a folder; names of further tools that say
 * whose they are; with {@code scheme://…} resources. Without one of these it declares no resources.
 */
public final class McpIndexServer {
  private static final String TEXT_ARGUMENTS =
      """
      {"type": "object", "properties": {
        "style": {"type": "string"}, "folder": {"type": "string"}, "name": {"type": "string"}}}
      """;

  private final Index index = new Index();
  private final Map<String, IndexServer.Style> styles = new HashMap<>(Styles.all(index));
  private @Nullable McpSyncServer server;

  private McpIndexServer() {
    styles.putAll(Troubles.all(index));
  }

  /** Ends with standard input. */
  public static void main(String[] args) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    McpIndexServer server = new McpIndexServer();
    List<String> names = List.of(args);
    if (names.size() > 2 && names.get(0).equals("--index")) {
      server.begin(names.get(1), Path.of(names.get(2)));
      names = names.subList(3, names.size());
    }
    server.serve(new Input(System.in, ended), names);
    System.err.println("index-server is ready");
    ended.await();
    System.exit(0);
  }

  private void serve(InputStream in, List<String> names) {
    List<SyncToolSpecification> tools = new ArrayList<>();
    List<SyncResourceSpecification> resources = new ArrayList<>();
    tools.add(tool("index", "Begins to index a folder, in a style", this::index));
    tools.add(tool("offer", "Adds a tool, or a resource, of this name", this::offer));
    for (String name : names) {
      if (name.contains("://")) {
        resources.add(resource(name));
      } else {
        tools.add(own(name));
      }
    }
    ServerCapabilities.Builder capabilities = ServerCapabilities.builder().tools(true);
    if (!resources.isEmpty()) {
      capabilities.resources(false, true);
    }
    server =
        McpServer.sync(
                new StdioServerTransportProvider(McpJsonDefaults.getMapper(), in, System.out))
            .serverInfo("index-server", "1.0.0")
            .capabilities(capabilities.build())
            .tools(tools)
            .resources(resources)
            .build();
  }

  private String index(Map<String, Object> arguments) {
    return begin(
        String.valueOf(arguments.get("style")), Path.of(String.valueOf(arguments.get("folder"))));
  }

  private String begin(String styleName, Path folder) {
    IndexServer.Style style = styles.get(styleName);
    if (style == null) {
      return "unknown style";
    }
    Thread thread = new Thread(() -> run(style, folder), "indexer");
    thread.setDaemon(true);
    thread.start();
    return "indexing";
  }

  private static void run(IndexServer.Style style, Path folder) {
    try {
      style.index(folder);
    } catch (Exception e) {
      System.err.println("failed: " + e);
    }
  }

  private String offer(Map<String, Object> arguments) {
    String name = String.valueOf(arguments.get("name"));
    McpSyncServer known = Objects.requireNonNull(server);
    if (name.contains("://")) {
      known.addResource(resource(name));
    } else {
      known.addTool(own(name));
    }
    return "offered";
  }

  private static SyncToolSpecification own(String name) {
    return tool(name, "A tool of the server itself", arguments -> name + " of the server itself");
  }

  private static SyncToolSpecification tool(
      String name, String description, Function<Map<String, Object>, String> body) {
    return SyncToolSpecification.builder()
        .tool(
            Tool.builder(name, McpJsonDefaults.getMapper(), TEXT_ARGUMENTS)
                .description(description)
                .build())
        .callHandler((exchange, request) -> call(request, body))
        .build();
  }

  private static CallToolResult call(
      CallToolRequest request, Function<Map<String, Object>, String> body) {
    return CallToolResult.builder().addTextContent(body.apply(request.arguments())).build();
  }

  private static SyncResourceSpecification resource(String uri) {
    return new SyncResourceSpecification(
        Resource.builder(uri, "own").mimeType("text/plain").build(),
        (exchange, request) ->
            ReadResourceResult.builder(
                    List.of(
                        TextResourceContents.builder(uri, uri + " of the server itself").build()))
                .build());
  }

  /** Tells when the client has closed its side. */
  private static final class Input extends FilterInputStream {
    private final CountDownLatch ended;

    Input(InputStream in, CountDownLatch ended) {
      super(in);
      this.ended = ended;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read < 0) {
        ended.countDown();
      }
      return read;
    }
  }
}
