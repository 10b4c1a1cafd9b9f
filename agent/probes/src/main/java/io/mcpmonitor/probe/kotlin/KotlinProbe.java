package io.mcpmonitor.probe.kotlin;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Ability;
import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.ArrayList;
import java.util.List;

/**
 * The hooks of the Kotlin SDK. Servers and clients share one class, which every message passes; its
 * answers leave through transports. Its functions suspend: they are called again, without their
 * parameters, when they go on.
 */
public final class KotlinProbe {
  private static final String SDK = "io.modelcontextprotocol.kotlin.sdk.";
  private static final String PROTOCOL = SDK + "shared.Protocol";
  private static final String TRANSPORT = SDK + "shared.Transport";
  private static final String JSON = "kotlinx.serialization.json.Json";

  /** Known transports; others are hooked when they are connected. */
  private static final List<String> TRANSPORTS =
      List.of(
          "server.StdioServerTransport",
          "server.SseServerTransport",
          "server.StreamableHttpServerTransport",
          "shared.WebSocketMcpTransport",
          "shared.AbstractClientTransport",
          "client.StdioClientTransport",
          "client.SseClientTransport",
          "client.StreamableHttpClientTransport");

  private KotlinProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "mcp.kotlin",
            "MCP servers and clients on the Kotlin SDK",
            "io.modelcontextprotocol:kotlin-sdk 0.4 to 0.16",
            KotlinProbe.class.getPackageName(),
            "KotlinScope",
            List.of(
                new Requirement(PROTOCOL, "getTransport", 0),
                new Requirement("kotlin.coroutines.CoroutineContext", "plus", 1),
                new Requirement("kotlin.ResultKt", "throwOnFailure", 1),
                new Requirement(
                    "kotlinx.coroutines.ThreadContextElement", "restoreThreadContext", 2)),
            hooks())
        .tested(new Probe.Tested("MCP Kotlin SDK", "kotlin-sdk-core-jvm", "0.4", "0.16"));
  }

  private static List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    Hook incoming = on(PROTOCOL, "").with("IncomingAdvice");
    hooks.add(
        incoming
            .method("onRequest")
            .gives(Ability.COUNTING)
            .parameters(2)
            .argument(1, "begins")
            .exit("returned")
            .thrown("threw")
            .ifPresent());
    hooks.add(
        incoming
            .method("onRequest")
            .gives(Ability.COUNTING)
            .parameters(4)
            .argument(3, "begins")
            .exit("returnedSince015")
            .thrown("threwSince015")
            .ifPresent());
    hooks.add(
        incoming
            .method("onNotification")
            .parameters(2)
            .argument(1, "begins")
            .exit("returned")
            .thrown("threw"));
    hooks.add(
        on(PROTOCOL, "request")
            .parameters(3)
            .with("OutgoingAdvice")
            .argument(2, "asks")
            .exit("returned")
            .thrown("threw"));
    for (String transport : TRANSPORTS) {
      hooks.add(send().onClass(SDK + transport).ifPresent());
    }
    Hook session = on(PROTOCOL, "").with("SessionAdvice");
    hooks.add(session.method("connect").parameters(2).enter("connects"));
    hooks.add(session.method("close").parameters(1).enter("closes"));
    hooks.add(session.method("doClose").parameters(0, 1).enter("closed"));
    hooks.add(feature("RegisteredTool", "tool").gives(Ability.REGISTRATION));
    hooks.add(feature("RegisteredPrompt", "prompt"));
    Hook json = on(JSON, "").parameters(2).with("JsonAdvice");
    hooks.add(json.method("decodeFromString").firstType("DeserializationStrategy").exit("read"));
    hooks.add(json.method("encodeToString").firstType("SerializationStrategy").exit("written"));
    return List.copyOf(hooks);
  }

  /** The hook on a transport of any kind. */
  static Hook send() {
    return on(TRANSPORT, "send").parameters(2, 3).with("SendAdvice").argument(0, "sends");
  }

  private static Hook feature(String type, String advice) {
    return on(SDK + "server." + type, "<init>").parameters(2).with("RegistryAdvice").exit(advice);
  }
}
