package com.example.quarkus;

import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptArg;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;

/** A prompt and a resource. */
public class Others {
  @Prompt(description = "Greets somebody")
  public PromptMessage greeting(@PromptArg(description = "whom") String name) {
    return PromptMessage.withUserRole(new TextContent("Greet " + name));
  }

  @Resource(uri = "matrix://motd", description = "message of the day")
  public TextResourceContents motd() {
    return TextResourceContents.create("matrix://motd", "Be kind.");
  }
}
