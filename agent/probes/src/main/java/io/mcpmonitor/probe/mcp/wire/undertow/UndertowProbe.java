package io.mcpmonitor.probe.mcp.wire.undertow;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * Undertow, with handlers or servlets: every request begins at its root handler, again on each
 * thread that it is dispatched to. Bodies pass conduits, and others may be put around these.
 */
public final class UndertowProbe {
  private static final String SERVER = "io.undertow.server.";

  private UndertowProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "mcp.wire.undertow",
        "MCP servers on Undertow that use no known library",
        "io.undertow:undertow-core 2.3",
        UndertowProbe.class.getPackageName(),
        "UndertowScope",
        List.of(
            new Requirement(SERVER + "HttpServerExchange", "addRequestWrapper", 1),
            new Requirement(SERVER + "HttpServerExchange", "addResponseWrapper", 1),
            new Requirement(SERVER + "HttpServerExchange", "addExchangeCompleteListener", 1)),
        List.of(
            on(SERVER + "Connectors", "executeRootHandler")
                .parameters(2)
                .with("RootAdvice")
                .enter("begins")
                .exit("returns")));
  }
}
