package com.example;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import reactor.core.scheduler.Schedulers;

/** A server on the MCP SDK and its client, in one thread and one class loader. */
@SuppressWarnings("deprecation") // the one builder that every supported SDK has
public final class StdioServer implements Callable<Integer> {
  private final int calls;

  public StdioServer(int calls) {
    this.calls = calls;
  }

  /** Returns how many calls were answered. */
  @Override
  public Integer call() throws Exception {
    PipedOutputStream requests = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream(1 << 16);
    StdioServerTransportProvider transport =
        new StdioServerTransportProvider(
            McpJsonDefaults.getMapper(),
            new PipedInputStream(requests, 1 << 16),
            new PipedOutputStream(answers));
    McpSchema.Tool echo =
        McpSchema.Tool.builder().name("echo").inputSchema(Map.of("type", "object")).build();
    McpSyncServer server =
        McpServer.sync(transport)
            .serverInfo("unloading", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .toolCall(
                echo,
                (exchange, request) ->
                    McpSchema.CallToolResult.builder().addTextContent("echo").build())
            .build();
    int answered = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))) {
      if (calls > 0) {
        send(
            requests,
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        lines.readLine();
        send(requests, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      }
      for (int id = 1; id <= calls; id++) {
        send(
            requests,
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{}}}");
        if (lines.readLine().contains("\"text\":\"echo\"")) {
          answered++;
        }
      }
      server.closeGracefully();
      requests.close();
    }
    Schedulers.shutdownNow();
    return answered;
  }

  private static void send(PipedOutputStream to, String line) throws Exception {
    to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
  }
}
