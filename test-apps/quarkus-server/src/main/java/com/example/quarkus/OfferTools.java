package com.example.quarkus;

import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolResponse;
import jakarta.inject.Inject;
import java.util.List;

/** Adds to the server while it runs. */
final class OfferTools {
  @Inject ToolManager tools;
  @Inject ResourceManager resources;

  @Tool(description = "Adds a tool, or a resource, of this name")
  String offer(@ToolArg(description = "name or URI") String name) {
    if (name.contains("://")) {
      resources
          .newResource("own")
          .setUri(name)
          .setDescription("A resource of the server itself")
          .setHandler(
              request ->
                  new ResourceResponse(
                      List.of(TextResourceContents.create(name, name + " of the server itself"))))
          .register();
    } else {
      tools
          .newTool(name)
          .setDescription("A tool of the server itself")
          .setHandler(request -> ToolResponse.success(name + " of the server itself"))
          .register();
    }
    return "offered";
  }
}
