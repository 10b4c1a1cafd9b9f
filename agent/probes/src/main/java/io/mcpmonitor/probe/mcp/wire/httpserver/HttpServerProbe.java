package io.mcpmonitor.probe.mcp.wire.httpserver;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * The JDK's {@code com.sun.net.httpserver}: every request passes the chain of filters, and the
 * streams of an exchange may be replaced.
 */
public final class HttpServerProbe {
  private static final String SERVER = "com.sun.net.httpserver.";
  private static final String EXCHANGE = "sun.net.httpserver.ExchangeImpl";

  private HttpServerProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "mcp.wire.httpserver",
        "MCP servers on the JDK's HttpServer that use no known library",
        "the JDK 17 to 25",
        HttpServerProbe.class.getPackageName(),
        "HttpServerScope",
        List.of(new Requirement(SERVER + "HttpExchange", "setStreams", 2)),
        List.of(
            on(SERVER + "Filter$Chain", "doFilter")
                .parameters(1)
                .with("ChainAdvice")
                .enter("begins")
                .exit("returns")
                .thrown("fails"),
            on(EXCHANGE, "sendResponseHeaders")
                .parameters(2)
                .fields("uis")
                .with("ExchangeAdvice")
                .exit("answered"),
            on(EXCHANGE, "close")
                .parameters(0)
                .fields("uis")
                .with("ExchangeAdvice")
                .enter("closes")));
  }
}
