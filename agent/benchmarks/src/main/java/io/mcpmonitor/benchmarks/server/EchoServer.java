package io.mcpmonitor.benchmarks.server;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** A synchronous server with one tool that does nothing: all that is measured is overhead. */
public final class EchoServer {
  private static final Map<String, Object> TEXT =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("text", Map.of("type", "string")),
          "required",
          List.of("text"));

  private EchoServer() {}

  /** Serves on stdin and stdout, or with the argument {@code http} on a port told on stderr. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("http")) {
      http();
    } else {
      stdio();
    }
  }

  private static void stdio() {
    serve(McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper())));
  }

  private static void http() throws Exception {
    HttpServletStreamableServerTransportProvider provider =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(McpJsonDefaults.getMapper())
            .mcpEndpoint("/mcp")
            .build();
    serve(McpServer.sync(provider));
    System.err.println("port " + listen(provider));
  }

  private static int listen(HttpServlet servlet) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setHostname("localhost");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "mcp", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/mcp", "mcp");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  private static void serve(McpServer.SyncSpecification<?> specification) {
    McpSyncServer unused =
        specification
            .serverInfo("echo", "1.0.0")
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .toolCall(
                tool("echo", TEXT), (exchange, request) -> text(request.arguments().get("text")))
            .toolCall(
                tool("usage", Map.of("type", "object")), (exchange, request) -> text(Usage.now()))
            .build();
  }

  private static Tool tool(String name, Map<String, Object> schema) {
    return Tool.builder(name, schema).build();
  }

  private static CallToolResult text(@Nullable Object text) {
    return CallToolResult.builder().addTextContent(String.valueOf(text)).build();
  }
}
