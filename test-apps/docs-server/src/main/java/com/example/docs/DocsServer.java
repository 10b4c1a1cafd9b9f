package com.example.docs;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** Indexes a folder of Markdown files and answers questions about them. */
public final class DocsServer {
  private DocsServer() {}

  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args, sampleDocs());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    try (DocsIndex index = new DocsIndex(options.docs())) {
      index.reindex();
      Integer port = options.httpPort();
      if (port == null) {
        serveStdio(index);
      } else {
        serveHttp(index, port);
      }
    }
    // Schedulers of the libraries keep threads; the work is done.
    System.exit(0);
  }

  private static void serveStdio(DocsIndex index) throws Exception {
    EndOfInput input = new EndOfInput(System.in);
    var transport =
        new StdioServerTransportProvider(McpJsonDefaults.getMapper(), input, System.out);
    McpSyncServer server = build(McpServer.sync(transport), index);
    input.await();
    server.closeGracefully();
  }

  private static void serveHttp(DocsIndex index, int port) throws Exception {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpSyncServer server = build(McpServer.sync(transport), index);
    try (HttpHost host = new HttpHost(transport, port)) {
      System.err.println("docs-server listening on " + host.url());
      CountDownLatch stop = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      stop.await();
    }
  }

  private static McpSyncServer build(SyncSpecification<?> server, DocsIndex index)
      throws SQLException {
    DocsContent content = new DocsContent(index);
    return server
        .serverInfo("docs-server", "1.0.0")
        .instructions("Search first, then read.")
        .capabilities(
            ServerCapabilities.builder()
                .tools(false)
                .resources(false, false)
                .prompts(false)
                .logging()
                .build())
        .tools(new DocsTools(index).all())
        .resources(content.resources())
        .resourceTemplates(content.outlines())
        .prompts(content.prompts())
        .build();
  }

  /** The folder that is delivered beside the jar. */
  private static Path sampleDocs() throws URISyntaxException {
    Path jar =
        Path.of(DocsServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return jar.resolveSibling("sample-docs");
  }
}
