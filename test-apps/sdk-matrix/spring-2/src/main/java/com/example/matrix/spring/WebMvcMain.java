package com.example.matrix.spring;

import com.example.matrix.Flavour;
import com.example.matrix.Launch;
import com.example.matrix.SdkServer;
import com.example.matrix.Served;
import com.example.matrix.Transport;
import com.example.matrix.server.MatrixServer;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcSseServerTransportProvider;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;

/** The server on the WebMvc transports. */
public final class WebMvcMain implements SdkServer {
  private final McpJsonMapper json = McpJsonDefaults.getMapper();

  public static void main(String[] args) throws Exception {
    Launch.run(new WebMvcMain(), args);
  }

  @Override
  @SuppressWarnings("removal") // SSE goes away, but people still use it
  public Served serve(Transport transport, Flavour flavour, InputStream in, OutputStream out) {
    return switch (transport) {
      case STDIO -> throw new IllegalArgumentException("stdio is not Spring's");
      case SSE -> {
        var provider =
            WebMvcSseServerTransportProvider.builder()
                .jsonMapper(json)
                .messageEndpoint(MESSAGE_PATH)
                .sseEndpoint(SSE_PATH)
                .build();
        yield new Served(
            WebMvc.serving(provider.getRouterFunction()), MatrixServer.start(provider, flavour));
      }
      case STREAMABLE -> {
        var provider =
            WebMvcStreamableServerTransportProvider.builder()
                .jsonMapper(json)
                .mcpEndpoint(MCP_PATH)
                .build();
        yield new Served(
            WebMvc.serving(provider.getRouterFunction()), MatrixServer.start(provider, flavour));
      }
      case STATELESS -> {
        var stateless =
            WebMvcStatelessServerTransport.builder()
                .jsonMapper(json)
                .messageEndpoint(MCP_PATH)
                .build();
        yield new Served(
            WebMvc.serving(stateless.getRouterFunction()), MatrixServer.start(stateless, flavour));
      }
    };
  }
}
