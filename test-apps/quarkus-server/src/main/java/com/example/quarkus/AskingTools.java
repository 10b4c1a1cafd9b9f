package com.example.quarkus;

import io.quarkiverse.mcp.server.Roots;
import io.quarkiverse.mcp.server.Sampling;
import io.quarkiverse.mcp.server.SamplingMessage;
import io.quarkiverse.mcp.server.Tool;
import io.smallrye.mutiny.Uni;

/** What a tool may ask its client, since 1.1. */
public class AskingTools {
  @Tool(name = "ask_client", description = "Asks the client for a sample and its roots")
  public Uni<String> askClient(Sampling sampling, Roots roots) {
    return sampling
        .requestBuilder()
        .setMaxTokens(10)
        .addMessage(SamplingMessage.withUserRole("hello"))
        .build()
        .send()
        .chain(answer -> roots.list())
        .map(listed -> "roots " + listed.size());
  }
}
