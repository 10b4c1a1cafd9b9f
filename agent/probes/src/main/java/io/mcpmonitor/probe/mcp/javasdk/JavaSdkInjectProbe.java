package io.mcpmonitor.probe.mcp.javasdk;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.ArrayList;
import java.util.List;

/** Puts the agent's tools and its resource into servers on the official Java SDK. */
public final class JavaSdkInjectProbe {
  private static final String SPEC = "io.modelcontextprotocol.spec.";
  private static final String SERVER = "io.modelcontextprotocol.server.";
  private static final int FEATURES = 2;

  private JavaSdkInjectProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "inject.javasdk",
            "MCP servers on the official Java SDK, to put health and sync tools into them",
            "io.modelcontextprotocol.sdk 0.8 to 2.1, and what is built on it",
            JavaSdkInjectProbe.class.getPackageName(),
            "InjectScope",
            List.of(
                new Requirement(SERVER + "McpServerFeatures$AsyncToolSpecification", "tool", 0),
                new Requirement(
                    SERVER + "McpServerFeatures$AsyncResourceSpecification", "resource", 0),
                new Requirement(SPEC + "McpSchema$ServerCapabilities", "tools", 0),
                new Requirement(SPEC + "McpSchema$ServerCapabilities", "resources", 0),
                new Requirement(SPEC + "McpSchema$CallToolResult", "isError", 0)),
            hooks())
        .neededAt(Probe.Phase.INJECTION);
  }

  private static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    for (String name : List.of("McpAsyncServer", "McpAsyncServer$AsyncServerImpl")) {
      server(hooks, SERVER + name, "InjectAdvice");
    }
    server(hooks, SERVER + "McpStatelessAsyncServer", "InjectStatelessAdvice");
    Hook late = on(SPEC + "McpServerSession", "").with("LateAdvice");
    hooks.add(
        late.method("handleIncomingRequest")
            .parameters(1, 2)
            .fields("requestHandlers", "state")
            .enter("request"));
    hooks.add(
        late.onClass(SPEC + "McpStreamableServerSession")
            .method("responseStream")
            .parameters(1, 2)
            .fields("requestHandlers")
            .enter("streamed"));
    hooks.add(
        late.onClass(SERVER + "DefaultMcpStatelessServerHandler")
            .method("handleRequest")
            .parameters(2)
            .fields("requestHandlers")
            .enter("stateless"));
    return List.copyOf(hooks);
  }

  private static void server(List<Hook> hooks, String className, String advice) {
    Hook server = on(className, "").with(advice);
    hooks.add(server.method("<init>").parameters(FEATURES + 1, 20).argument(FEATURES, "features"));
    hooks.add(
        server
            .method("addTool")
            .parameters(1)
            .firstType("AsyncToolSpecification")
            .fields("tools")
            .enter("addTool"));
    hooks.add(
        server
            .method("addResource")
            .parameters(1)
            .firstType("AsyncResourceSpecification")
            .fields("resources")
            .enter("addResource"));
  }
}
