package io.mcpmonitor.probe.mcp.javasdk;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Ability;
import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.ArrayList;
import java.util.List;

/**
 * The hooks of the official Java SDK. Names are stable over its versions, parameter types are not.
 */
public final class JavaSdkProbe {
  private static final String SPEC = "io.modelcontextprotocol.spec.";
  private static final String SERVER = "io.modelcontextprotocol.server.";
  private static final String SPRING_AI = "org.springframework.ai.mcp.server.";
  private static final String CLIENT_TRANSPORT = "io.modelcontextprotocol.client.transport.";
  private static final String SCHEMA = SPEC + "McpSchema";
  private static final String STREAMABLE_SESSION = SPEC + "McpStreamableServerSession";
  private static final String STDIO =
      SERVER + "transport.StdioServerTransportProvider$StdioMcpSessionTransport";
  private static final String CALLABLE =
      "reactor.core.publisher.FluxSubscribeOnCallable$CallableSubscribeOnSubscription";

  /** Known transports; others are hooked when their first request arrives. */
  private static final List<String> STREAMABLE_TRANSPORTS =
      List.of(
          SERVER
              + "transport.HttpServletStreamableServerTransportProvider"
              + "$HttpServletStreamableMcpSessionTransport",
          SERVER
              + "transport.WebMvcStreamableServerTransportProvider"
              + "$WebMvcStreamableMcpSessionTransport",
          SERVER
              + "transport.WebFluxStreamableServerTransportProvider"
              + "$WebFluxStreamableMcpSessionTransport",
          SPRING_AI
              + "webmvc.transport.WebMvcStreamableServerTransportProvider"
              + "$WebMvcStreamableMcpSessionTransport",
          SPRING_AI
              + "webflux.transport.WebFluxStreamableServerTransportProvider"
              + "$WebFluxStreamableMcpSessionTransport");

  /** Their messages come to {@code handleMessage}. The last one is Solon's. */
  private static final List<String> SSE_TRANSPORTS =
      List.of(
          SERVER + "transport.WebMvcSseServerTransportProvider",
          SERVER + "transport.WebFluxSseServerTransportProvider",
          SPRING_AI + "webmvc.transport.WebMvcSseServerTransportProvider",
          SPRING_AI + "webflux.transport.WebFluxSseServerTransportProvider",
          SERVER + "transport.WebRxSseServerTransportProvider");

  private static final List<String> MAPPERS =
      List.of(
          "io.modelcontextprotocol.json.jackson.JacksonMcpJsonMapper",
          "io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper",
          "io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper");

  private JavaSdkProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "mcp.javasdk",
            "MCP servers and clients on the official Java SDK",
            "io.modelcontextprotocol.sdk 0.8 to 2.1, what is built on it, and Solon's copy of it in"
                + " org.noear:solon-ai-mcp 3.8 and 3.9",
            JavaSdkProbe.class.getPackageName(),
            "SdkScope",
            List.of(
                new Requirement(SCHEMA + "$JSONRPCRequest", "id", 0),
                new Requirement(SCHEMA + "$JSONRPCRequest", "method", 0),
                new Requirement(SCHEMA + "$JSONRPCRequest", "params", 0),
                new Requirement(SCHEMA + "$JSONRPCResponse", "result", 0),
                new Requirement(SCHEMA + "$JSONRPCResponse", "error", 0),
                new Requirement(SCHEMA + "$JSONRPCResponse$JSONRPCError", "code", 0),
                new Requirement(SCHEMA + "$CallToolResult", "isError", 0)),
            hooks())
        .tested(new Probe.Tested("MCP Java SDK", "mcp-core", "0.8", "2.1"));
  }

  private static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    messages(hooks);
    serverSession(hooks);
    clientSession(hooks);
    streamable(hooks);
    stateless(hooks);
    servers(hooks);
    hooks.add(on(CALLABLE, "<init>").with("HandlerThreadAdvice").exit("queued"));
    hooks.add(
        on(CALLABLE, "run")
            .parameters(0)
            .fields("actual")
            .with("HandlerThreadAdvice")
            .enter("begins")
            .exit("ends"));
    return List.copyOf(hooks);
  }

  /** Where every message is parsed and written. */
  private static void messages(List<Hook> hooks) {
    hooks.add(
        on(SCHEMA, "deserializeJsonRpcMessage")
            .parameters(2)
            .with("MessageAdvice")
            .exit("parsed")
            .thrown("unreadable"));
    for (String mapper : MAPPERS) {
      hooks.add(written(mapper));
    }
  }

  /** The hook on a serialiser. */
  static Hook written(String mapperClass) {
    return on(mapperClass, "writeValueAsString")
        .parameters(1)
        .with("MessageAdvice")
        .exit("written");
  }

  /** The server's session on stdio and SSE. */
  private static void serverSession(List<Hook> hooks) {
    String advice = "ServerSessionAdvice";
    String session = SPEC + "McpServerSession";
    Hook handle = on(session, "").fields("transport").with(advice);
    hooks.add(
        handle
            .method("handleIncomingRequest")
            .gives(Ability.COUNTING)
            .parameters(1, 2)
            .exit("request"));
    hooks.add(handle.method("handleIncomingNotification").parameters(1, 2).exit("notification"));
    hooks.add(handle.method("sendRequest").parameters(3).argument(1, "traced").exit("sendRequest"));
    hooks.add(
        handle
            .method("sendNotification")
            .parameters(2)
            .argument(1, "traced")
            .exit("sendNotification"));
    hooks.add(handle.method("close").parameters(0).enter("close"));
    hooks.add(handle.method("closeGracefully").parameters(0).enter("closeGracefully"));
    Hook posted = on("", "handleMessage").fields("sessions").with(advice).enter("posted");
    hooks.add(
        posted
            .onClass(SERVER + "transport.HttpServletSseServerTransportProvider")
            .method("doPost")
            .parameters(2));
    for (String transport : SSE_TRANSPORTS) {
      hooks.add(posted.onClass(transport).parameters(1));
    }
    hooks.add(on(STDIO, "sendMessage").parameters(1).with(advice).exit("stdioSend"));
    hooks.add(
        on(SERVER + "transport.StdioServerTransportProvider", "<init>")
            .parameters(0, 5)
            .with("StdioAdvice")
            .exit("created"));
  }

  private static void clientSession(List<Hook> hooks) {
    Hook handle =
        on(SPEC + "McpClientSession", "")
            .fields("transport", "sessionPrefix")
            .with("ClientSessionAdvice");
    hooks.add(handle.method("handleIncomingRequest").parameters(1).exit("request"));
    hooks.add(handle.method("handleIncomingNotification").parameters(1).exit("notification"));
    hooks.add(handle.method("sendRequest").parameters(3).argument(1, "traced").exit("sendRequest"));
    hooks.add(
        handle
            .method("sendNotification")
            .parameters(2)
            .argument(1, "traced")
            .exit("sendNotification"));
    hooks.add(handle.method("close").parameters(0).enter("close"));
    hooks.add(handle.method("closeGracefully").parameters(0).enter("close"));
    for (String transport :
        List.of("HttpClientSseClientTransport", "HttpClientStreamableHttpTransport")) {
      hooks.add(
          on(CLIENT_TRANSPORT + transport, "<init>")
              .fields("baseUri")
              .with("ClientTransportAdvice")
              .exit("created"));
    }
  }

  private static void streamable(List<Hook> hooks) {
    String advice = "StreamableSessionAdvice";
    hooks.add(
        on(SPEC + "DefaultMcpStreamableServerSessionFactory", "startSession")
            .parameters(1)
            .with(advice)
            .exit("startSession"));
    Hook session = on(STREAMABLE_SESSION, "").with(advice);
    hooks.add(
        session
            .method("responseStream")
            .gives(Ability.COUNTING)
            .parameters(2)
            .exit("responseStream"));
    hooks.add(
        session
            .method("accept")
            .parameters(1)
            .firstType("JSONRPCNotification")
            .exit("notification"));
    hooks.add(session.method("delete").parameters(0).enter("delete"));
    hooks.add(session.method("close").parameters(0).enter("close"));
    hooks.add(session.method("closeGracefully").parameters(0).enter("close"));
    Hook stream =
        on(STREAMABLE_SESSION + "$McpStreamableServerSessionStream", "")
            .fields("this$0", "connection")
            .with(advice);
    hooks.add(stream.method("handle").parameters(1).exit("streamHandle").ifPresent());
    hooks.add(stream.method("sendRequest").parameters(3).argument(1, "traced").exit("sendRequest"));
    hooks.add(
        stream
            .method("sendNotification")
            .parameters(2)
            .argument(1, "traced")
            .exit("sendNotification"));
    for (String transport : STREAMABLE_TRANSPORTS) {
      hooks.add(transportSend().onClass(transport));
    }
  }

  /** The hook on a streamable transport of any kind. */
  static Hook transportSend() {
    return on("", "sendMessage")
        .parameters(1, 2)
        .with("StreamableSessionAdvice")
        .enter("transportSend");
  }

  private static void stateless(List<Hook> hooks) {
    Hook handler =
        on(SERVER + "DefaultMcpStatelessServerHandler", "").parameters(2).with("StatelessAdvice");
    hooks.add(handler.method("handleRequest").gives(Ability.COUNTING).exit("request"));
    hooks.add(handler.method("handleNotification").exit("notification"));
    Hook server = on(SERVER + "McpStatelessAsyncServer", "").with("StatelessAdvice");
    hooks.add(
        server
            .method("<init>")
            .parameters(2, 20)
            .fields("tools", "prompts")
            .gives(Ability.REGISTRATION)
            .exit("created"));
    hooks.add(server.method("addTool").parameters(1).enter("addTool"));
    hooks.add(server.method("addPrompt").parameters(1).enter("addPrompt"));
  }

  /** Where servers come to know their tools and prompts. */
  private static void servers(List<Hook> hooks) {
    for (String name : List.of("McpAsyncServer", "McpAsyncServer$AsyncServerImpl")) {
      Hook server = on(SERVER + name, "").with("ServerAdvice");
      hooks.add(
          server
              .method("<init>")
              .parameters(2, 20)
              .fields("tools", "prompts")
              .gives(Ability.REGISTRATION)
              .exit("created"));
      hooks.add(
          server
              .method("addTool")
              .parameters(1)
              .firstType("AsyncToolSpecification")
              .enter("addTool"));
      hooks.add(
          server
              .method("addPrompt")
              .parameters(1)
              .firstType("AsyncPromptSpecification")
              .enter("addPrompt"));
    }
  }
}
