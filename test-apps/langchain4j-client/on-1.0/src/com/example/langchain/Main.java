package com.example.langchain;

import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import java.util.List;

/** The command of a server on stdio. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Conversation.over(new StdioMcpTransport.Builder().command(List.of(args)).build());
  }
}
