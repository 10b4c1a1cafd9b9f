package com.example.matrix.spring;

import com.example.matrix.Flavour;
import com.example.matrix.Launch;
import com.example.matrix.SdkServer;
import com.example.matrix.Served;
import com.example.matrix.Transport;
import com.example.matrix.server.MatrixServer;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.server.transport.WebFluxSseServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;

/** The server on the WebFlux transports. */
public final class WebFluxMain implements SdkServer {
  public static void main(String[] args) throws Exception {
    Launch.run(new WebFluxMain(), args);
  }

  @Override
  public Served serve(Transport transport, Flavour flavour, InputStream in, OutputStream out) {
    if (transport != Transport.SSE) {
      throw new IllegalArgumentException("this SDK version has no " + transport);
    }
    var provider =
        new WebFluxSseServerTransportProvider(new ObjectMapper(), MESSAGE_PATH, SSE_PATH);
    return new Served(
        WebFlux.serving(provider.getRouterFunction()), MatrixServer.start(provider, flavour));
  }
}
