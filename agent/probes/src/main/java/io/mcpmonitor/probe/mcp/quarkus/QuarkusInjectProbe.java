package io.mcpmonitor.probe.mcp.quarkus;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Puts the agent's tools and its resource into Quarkus MCP servers. */
public final class QuarkusInjectProbe {
  private static final String SERVER = "io.quarkiverse.mcp.server.";
  private static final String RUNTIME = SERVER + "runtime.";

  private QuarkusInjectProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "inject.quarkus",
            "MCP servers on Quarkus, to put health and sync tools into them",
            "io.quarkiverse.mcp:quarkus-mcp-server 1.0 to 1.13",
            QuarkusInjectProbe.class.getPackageName(),
            "InjectScope",
            List.of(
                new Requirement(SERVER + "ToolManager", "newTool", 1),
                new Requirement(SERVER + "ToolManager", "removeTool", 1),
                new Requirement(SERVER + "ToolManager$ToolDefinition", "register", 0),
                new Requirement(SERVER + "ResourceManager", "newResource", 1),
                new Requirement(SERVER + "ResourceManager", "removeResource", 1),
                new Requirement(SERVER + "ResourceManager$ResourceDefinition", "setUri", 1),
                new Requirement(SERVER + "ToolResponse", "isError", 0)),
            hooks())
        .neededAt(Probe.Phase.INJECTION);
  }

  private static List<Hook> hooks() {
    Hook handler = on(RUNTIME + "McpMessageHandler", "").with("InjectAdvice");
    return List.of(
        handler.method("<init>").parameters(7, 40).exit("created"),
        handler // since 1.2
            .method("handleRequest")
            .parameters(2)
            .fields(
                "toolManager", "resourceManager", "resourceTemplateManager", "connectionManager")
            .ifPresent()
            .enter("asked"),
        handler.method("handle").parameters(4).ifPresent().enter("askedOld"), // up to 1.1
        on(RUNTIME + "ToolManagerImpl", "newTool")
            .parameters(1)
            .with("InjectAdvice")
            .enter("newTool"),
        on(RUNTIME + "ResourceManagerImpl$ResourceDefinitionImpl", "setUri") // some refuse here
            .parameters(1)
            .fields("this$0")
            .with("InjectAdvice")
            .enter("setsUri"),
        on(RUNTIME + "ResourceManagerImpl$ResourceDefinitionImpl", "register")
            .parameters(0)
            .fields("uri", "this$0")
            .with("InjectAdvice")
            .enter("registers"));
  }
}
