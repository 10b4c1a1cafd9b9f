package com.example.langchain;

import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import java.util.List;

/** The address of a server on streamable HTTP, or the command of one on stdio. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    McpTransport transport =
        args[0].startsWith("http")
            ? StreamableHttpMcpTransport.builder().url(args[0]).build()
            : StdioMcpTransport.builder().command(List.of(args)).build();
    Conversation.over(transport);
  }
}
