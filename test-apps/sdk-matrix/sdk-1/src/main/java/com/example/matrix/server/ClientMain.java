package com.example.matrix.server;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;

/** A client of the server at the given address, until its stdin is closed. */
public final class ClientMain {
  private ClientMain() {}

  public static void main(String[] args) throws Exception {
    var transport = HttpClientStreamableHttpTransport.builder(args[0]).build();
    try (McpSyncClient client = McpClient.sync(transport).build()) {
      client.initialize();
      client.ping();
      client.listTools();
      while (System.in.read() >= 0) {
        // wait for the end
      }
    }
  }
}
