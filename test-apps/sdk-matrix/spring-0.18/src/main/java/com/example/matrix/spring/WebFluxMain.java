package com.example.matrix.spring;

import com.example.matrix.Flavour;
import com.example.matrix.Launch;
import com.example.matrix.SdkServer;
import com.example.matrix.Served;
import com.example.matrix.Transport;
import com.example.matrix.server.MatrixServer;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.transport.WebFluxSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.WebFluxStatelessServerTransport;
import io.modelcontextprotocol.server.transport.WebFluxStreamableServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;

/** The server on the WebFlux transports. */
public final class WebFluxMain implements SdkServer {
  private final McpJsonMapper json = McpJsonDefaults.getMapper();

  public static void main(String[] args) throws Exception {
    Launch.run(new WebFluxMain(), args);
  }

  @Override
  public Served serve(Transport transport, Flavour flavour, InputStream in, OutputStream out) {
    return switch (transport) {
      case STDIO -> throw new IllegalArgumentException("stdio is not Spring's");
      case SSE -> {
        var provider =
            WebFluxSseServerTransportProvider.builder()
                .jsonMapper(json)
                .messageEndpoint(MESSAGE_PATH)
                .sseEndpoint(SSE_PATH)
                .build();
        yield new Served(
            WebFlux.serving(provider.getRouterFunction()), MatrixServer.start(provider, flavour));
      }
      case STREAMABLE -> {
        var provider =
            WebFluxStreamableServerTransportProvider.builder()
                .jsonMapper(json)
                .messageEndpoint(MCP_PATH)
                .build();
        yield new Served(
            WebFlux.serving(provider.getRouterFunction()), MatrixServer.start(provider, flavour));
      }
      case STATELESS -> {
        var stateless =
            WebFluxStatelessServerTransport.builder()
                .jsonMapper(json)
                .messageEndpoint(MCP_PATH)
                .build();
        yield new Served(
            WebFlux.serving(stateless.getRouterFunction()), MatrixServer.start(stateless, flavour));
      }
    };
  }
}
