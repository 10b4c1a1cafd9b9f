package io.mcpmonitor.probe.mcp.quarkus;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Ability;
import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.ArrayList;
import java.util.List;

/**
 * The hooks of Quarkus MCP Server. Messages and connections kept their types over its versions; the
 * way of a message through the handler changed with 1.2, and its modules with 1.8.
 */
public final class QuarkusProbe {
  private static final String SERVER = "io.quarkiverse.mcp.server.";
  private static final String RUNTIME = SERVER + "runtime.";
  private static final String HANDLER = RUNTIME + "McpMessageHandler";
  private static final String FEATURES = RUNTIME + "FeatureManagerBase";

  /** Where answers and requests of the server leave. */
  private static final List<String> CONNECTIONS =
      List.of(
          "stdio.runtime.StdioMcpConnection",
          "sse.runtime.SseMcpConnection",
          "http.runtime.SseMcpConnection",
          "sse.runtime.StreamableHttpMcpConnection",
          "http.runtime.StreamableHttpMcpConnection",
          "websocket.runtime.WebSocketMcpConnection");

  private QuarkusProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "mcp.quarkus",
            "MCP servers on Quarkus",
            "io.quarkiverse.mcp:quarkus-mcp-server 1.0 to 1.13",
            QuarkusProbe.class.getPackageName(),
            "QuarkusScope",
            List.of(
                new Requirement(SERVER + "McpConnection", "id", 0),
                new Requirement(SERVER + "McpConnection", "initialRequest", 0),
                new Requirement(SERVER + "InitialRequest", "implementation", 0),
                new Requirement(SERVER + "InitialRequest", "protocolVersion", 0),
                new Requirement(SERVER + "ToolResponse", "isError", 0),
                new Requirement(RUNTIME + "ArgumentProviders", "requestId", 0)),
            hooks())
        .tested(new Probe.Tested("Quarkus MCP", "quarkus-mcp-server-core", "1.0", "1.13"));
  }

  private static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    requests(hooks);
    handlers(hooks);
    answers(hooks);
    asking(hooks);
    hooks.add(
        on(HANDLER, "<init>").gives(Ability.REGISTRATION).with("RegistryAdvice").exit("created"));
    for (String manager : List.of("ToolManagerImpl$Tool", "PromptManagerImpl$Prompt")) {
      hooks.add(
          on(RUNTIME + manager + "DefinitionImpl", "register")
              .parameters(0)
              .with("RegistryAdvice")
              .exit("registered"));
    }
    String connections = RUNTIME + "ConnectionManager";
    hooks.add(on(connections, "remove").parameters(1).with("ConnectionAdvice").enter("removed"));
    hooks.add(
        on(RUNTIME + "McpConnectionBase", "isIdleTimeoutExpired")
            .parameters(0)
            .ifPresent()
            .with("ConnectionAdvice")
            .exit("expired"));
    return List.copyOf(hooks);
  }

  /** Where every request and notification begins. */
  private static void requests(List<Hook> hooks) {
    hooks.add(
        on(HANDLER, "handleRequest")
            .parameters(2)
            .fields("mcpTracing")
            .ifPresent()
            .gives(Ability.COUNTING)
            .with("RequestAdvice")
            .enter("begins")
            .exit("returns")
            .thrown("fails"));
    hooks.add( // up to 1.1
        on(HANDLER, "handle")
            .parameters(4)
            .ifPresent()
            .gives(Ability.COUNTING)
            .with("OldRequestAdvice")
            .enter("begins")
            .exit("returns")
            .thrown("fails"));
    for (String rpc : List.of("JsonRpc", "JsonRPC")) {
      hooks.add(
          on(RUNTIME + rpc, "validate").parameters(2).with("MalformedAdvice").exit("validated"));
    }
    hooks.add(
        on(RUNTIME + "Messages", "newError")
            .parameters(3)
            .with("MalformedAdvice")
            .enter("newError"));
  }

  /** What a tool, prompt or resource does belongs to its call. */
  private static void handlers(List<Hook> hooks) {
    for (String[] handler :
        new String[][] {
          {"ToolMessageHandler", "toolsCall"},
          {"PromptMessageHandler", "promptsGet"},
          {"ResourceMessageHandler", "resourcesRead"}
        }) {
      Hook handles = on(RUNTIME + handler[0], handler[1]).ifPresent();
      hooks.add(handles.parameters(2).with("HandlerAdvice").enter("begins").exit("returns"));
      hooks.add(handles.parameters(4).with("OldHandlerAdvice").enter("begins").exit("returns"));
    }
    hooks.add(
        on(FEATURES, "execute")
            .parameters(2, 3)
            .firstType("ExecutionModel")
            .with("FeatureAdvice")
            .enter("queued"));
    for (String feature : List.of("$FeatureMetadataInvoker", "$FeatureDefinitionInfoBase")) {
      hooks.add(
          on(FEATURES + feature, "call")
              .parameters(1)
              .gives(Ability.BODIES)
              .with("FeatureAdvice")
              .enter("begins")
              .exit("returns")
              .thrown("fails"));
    }
  }

  private static void answers(List<Hook> hooks) {
    for (String connection : CONNECTIONS) {
      hooks.add(on(SERVER + connection, "send").parameters(1).with("SenderAdvice").enter("sends"));
    }
    for (String module : List.of("sse", "http")) {
      hooks.add(
          on(SERVER + module + ".runtime.StreamableHttpMcpMessageHandler$HttpMcpRequest", "send")
              .parameters(1)
              .with("RequestSenderAdvice")
              .enter("sends")
              .exit("sent")
              .thrown("failed"));
    }
  }

  /** Answers to what the server asks its clients. */
  private static void asking(List<Hook> hooks) {
    for (String[] holder :
        new String[][] {
          {"ResponseHandlers", "remove"}, // up to 1.12
          {"ServerRequests", "removeResponseHandler"}
        }) {
      String type = RUNTIME + holder[0];
      hooks.add(on(type, "handleResponse").parameters(2).with("AskedAdvice").enter("answered"));
      hooks.add(on(type, holder[1]).parameters(1).ifPresent().with("AskedAdvice").enter("removed"));
    }
  }
}
