package io.mcpmonitor.probe.kotlin;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Puts the agent's tools and its resource into servers on the Kotlin SDK. */
public final class KotlinInjectProbe {
  private static final String SERVER = "io.modelcontextprotocol.kotlin.sdk.server.";
  private static final String JSON = "kotlinx.serialization.json.Json";

  private KotlinInjectProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "inject.kotlin",
            "MCP servers on the Kotlin SDK, to put health and sync tools into them",
            "io.modelcontextprotocol:kotlin-sdk 0.4 to 0.16",
            KotlinInjectProbe.class.getPackageName(),
            "InjectScope",
            List.of(
                new Requirement(SERVER + "Server", "addTools", 1),
                new Requirement(SERVER + "Server", "addResources", 1),
                new Requirement(SERVER + "RegisteredTool", "getTool", 0),
                new Requirement(SERVER + "RegisteredResource", "getResource", 0),
                new Requirement(JSON, "encodeToJsonElement", 2),
                new Requirement(JSON, "decodeFromJsonElement", 2)),
            hooks())
        .neededAt(Probe.Phase.INJECTION);
  }

  private static List<Hook> hooks() {
    Hook server =
        on(SERVER + "Server", "").fields("serverInfo", "tools", "resources").with("InjectAdvice");
    return List.of(
        on(SERVER + "ServerOptions", "<init>")
            .parameters(1, 20)
            .with("InjectAdvice")
            .argument(0, "able"),
        server.method("<init>").parameters(2, 4).exit("created"),
        server.method("handleListTools").parameters(0, 1).enter("listsTools"),
        server.method("handleListResources").parameters(0, 1).enter("listsResources"),
        server.method("addTool").enter("adds"),
        server.method("addTools").parameters(1).enter("adds"),
        server.method("addResource").enter("adds"),
        server.method("addResources").parameters(1).enter("adds"),
        server.method("addResourceTemplate").ifPresent().enter("addsTemplate"));
  }
}
