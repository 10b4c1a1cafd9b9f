package com.example.pools;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code PoolServer KIND[,KIND…] JDBC-URL MAX}. */
public final class PoolServer {
  private PoolServer() {}

  public static void main(String[] args) throws Exception {
    PoolTools tools =
        new PoolTools(List.of(args[0].split(",", -1)), args[1], Integer.parseInt(args[2]));
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpSyncServer server =
        McpServer.sync(transport)
            .serverInfo("pool-server", "1.0.0")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .tools(tools.all())
            .build();
    try (HttpHost host = new HttpHost(transport, 0)) {
      System.err.println("pool-server listening on " + host.url());
      CountDownLatch stop = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      stop.await();
    }
  }
}
