package com.example.conformance;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Listens on the port given as the only argument (0 = any) and says so on stderr. */
public final class ConformanceServer {
  private ConformanceServer() {}

  public static void main(String[] args) throws Exception {
    var transport =
        HttpServletStreamableServerTransportProvider.builder()
            .mcpEndpoint("/mcp")
            .httpHeaderValidator(
                DefaultServerTransportSecurityValidator.builder()
                    .allowedHost("localhost:*")
                    .allowedOrigin("http://localhost:*")
                    .build())
            .build();
    McpSyncServer server =
        McpServer.sync(transport)
            .serverInfo("conformance-server", "1.0.0")
            .requestTimeout(Duration.ofSeconds(30))
            .capabilities(
                ServerCapabilities.builder()
                    .tools(true)
                    .resources(true, true)
                    .prompts(true)
                    .logging()
                    .completions()
                    .build())
            .tools(FixtureTools.all())
            .resources(FixtureContent.resources())
            .resourceTemplates(FixtureContent.template())
            .prompts(FixtureContent.prompts())
            .completions(FixtureContent.completion())
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    try (HttpHost host = new HttpHost(transport, Integer.parseInt(args[0]))) {
      System.err.println("listening on " + host.url());
      new CountDownLatch(1).await();
    }
  }
}
