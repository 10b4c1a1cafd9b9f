package com.example.fetch;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Fetches pages for its clients. */
public final class FetchServer {
  private static final ServerCapabilities TOOLS_ONLY =
      ServerCapabilities.builder().tools(false).build();

  private FetchServer() {}

  public static void main(String[] args) throws Exception {
    List<String> options = List.of(args);
    boolean async = options.contains("--async");
    FetchTools tools = new FetchTools();
    if (options.contains("--stdio")) {
      serveStdio(tools, async);
    } else {
      serveHttp(tools, async, Integer.parseInt(options.get(options.indexOf("--http") + 1)));
    }
    System.exit(0);
  }

  private static void serveStdio(FetchTools tools, boolean async) throws Exception {
    EndOfInput input = new EndOfInput(System.in);
    var transport =
        new StdioServerTransportProvider(McpJsonDefaults.getMapper(), input, System.out);
    if (async) {
      McpAsyncServer unused =
          McpServer.async(transport)
              .serverInfo("fetch-server", "1.0.0")
              .capabilities(TOOLS_ONLY)
              .tools(tools.async())
              .build();
    } else {
      McpSyncServer unused =
          McpServer.sync(transport)
              .serverInfo("fetch-server", "1.0.0")
              .capabilities(TOOLS_ONLY)
              .tools(tools.sync())
              .build();
    }
    input.await();
  }

  private static void serveHttp(FetchTools tools, boolean async, int port) throws Exception {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    if (async) {
      McpAsyncServer unused =
          McpServer.async(transport)
              .serverInfo("fetch-server", "1.0.0")
              .capabilities(TOOLS_ONLY)
              .tools(tools.async())
              .build();
    } else {
      McpSyncServer unused =
          McpServer.sync(transport)
              .serverInfo("fetch-server", "1.0.0")
              .capabilities(TOOLS_ONLY)
              .tools(tools.sync())
              .build();
    }
    try (HttpHost host = new HttpHost(transport, port)) {
      System.err.println("fetch-server listening on " + host.url());
      new CountDownLatch(1).await();
    }
  }
}
