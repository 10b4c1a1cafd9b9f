package io.mcpmonitor.probe.mcp.helidon;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Ability;
import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * The hooks of Helidon MCP. A request is handled and answered on one virtual thread, so the call is
 * the thread's. Helidon's classes need Java 21 and our build does not: advice names none of them.
 */
public final class HelidonProbe {
  private static final String MCP = "io.helidon.extensions.mcp.server.";
  private static final String ROUTING = "io.helidon.webserver.jsonrpc.JsonRpcRouting";

  private HelidonProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "mcp.helidon",
            "MCP servers on Helidon",
            "io.helidon.extensions.mcp:helidon4-extensions-mcp-server 1.2",
            HelidonProbe.class.getPackageName(),
            "HelidonScope",
            List.of(
                new Requirement("io.helidon.json.JsonObject", "value", 1),
                new Requirement("io.helidon.json.JsonValue", "type", 0),
                new Requirement("io.helidon.webserver.jsonrpc.JsonRpcResponse", "result", 0),
                new Requirement("io.helidon.webserver.jsonrpc.JsonRpcResponse", "error", 0),
                new Requirement("io.helidon.jsonrpc.core.JsonRpcError", "code", 0)),
            hooks())
        .tested(new Probe.Tested("Helidon MCP", "helidon4-extensions-mcp-server", "1.2", "1.2"));
  }

  private static List<Hook> hooks() {
    Hook request = on(ROUTING, "").with("RequestAdvice");
    Hook session = on(MCP + "McpSession", "").with("SessionAdvice");
    return List.of(
        request
            .method("handleSingleRequest")
            .gives(Ability.COUNTING)
            .parameters(6)
            .enter("begins")
            .exit("returned")
            .thrown("threw"),
        request.method("jsonRpcError").parameters(3).enter("errs"),
        session.method("send").parameters(2).fields("id", "protocolVersion").enter("sends"),
        session.method("onDisconnect").parameters(1).fields("id").enter("ends"),
        on(MCP + "McpServerFeature", "<init>")
            .parameters(1)
            .fields("tools", "prompts")
            .gives(Ability.REGISTRATION)
            .with("RegistryAdvice")
            .exit("created"));
  }
}
