package io.mcpmonitor.probe.mcp.langchain4j;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Ability;
import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.ArrayList;
import java.util.List;

/**
 * The hooks of LangChain4j's MCP client. Its transports kept their methods over the versions; later
 * ones have each method twice, for a message and for a message with its context.
 */
public final class LangChainProbe {
  private static final String CLIENT = "dev.langchain4j.mcp.client.";
  private static final String TRANSPORT = CLIENT + "transport.";

  /** Known transports; others are hooked when a client begins with them. */
  private static final List<String> TRANSPORTS =
      List.of(
          "stdio.StdioMcpTransport",
          "http.HttpMcpTransport",
          "http.StreamableHttpMcpTransport",
          "websocket.WebSocketMcpTransport");

  private LangChainProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "mcp.langchain4j",
            "MCP clients of LangChain4j",
            "dev.langchain4j:langchain4j-mcp 1.0 to 1.18",
            LangChainProbe.class.getPackageName(),
            "LangChainScope",
            List.of(
                new Requirement(TRANSPORT + "McpTransport", "executeOperationWithResponse", 1),
                new Requirement("com.fasterxml.jackson.databind.JsonNode", "get", 1)),
            hooks())
        .tested(new Probe.Tested("LangChain4j MCP", "langchain4j-mcp", "1.0", "1.18"));
  }

  private static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    for (String transport : TRANSPORTS) {
      for (Hook hook : transport()) {
        hooks.add(hook.onClass(TRANSPORT + transport));
      }
    }
    Hook client = on(CLIENT + "DefaultMcpClient", "").fields("transport").with("ClientAdvice");
    hooks.add(client.method("initialize").parameters(0).enter("begins"));
    hooks.add(client.method("close").parameters(0).enter("closes"));
    hooks.add(
        on(TRANSPORT + "McpOperationHandler", "handle")
            .parameters(1)
            .fields("transport")
            .with("IncomingAdvice")
            .enter("comes")
            .exit("handled")
            .thrown("failed"));
    return List.copyOf(hooks);
  }

  /** The hooks on a transport of any kind. */
  static List<Hook> transport() {
    Hook any =
        on("", "")
            .parameters(1)
            .fields("url", "sseUrl")
            .with("TransportAdvice")
            .enter("asks")
            .exit("asked")
            .thrown("failed");
    Hook request = any.method("executeOperationWithResponse");
    Hook notification = any.method("executeOperationWithoutResponse").exit("notified");
    String message = "McpClientMessage";
    String context = "McpCallContext";
    return List.of(
        any.method("initialize"),
        request.firstType(message).gives(Ability.COUNTING),
        request.firstType(context).gives(Ability.COUNTING).enter("asksInContext").ifPresent(),
        notification.firstType(message).enter("notifies"),
        notification.firstType(context).enter("notifiesInContext").ifPresent());
  }
}
