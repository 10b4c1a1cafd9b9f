package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A server by hand.
 *
 * @param probe the probe that watches it
 * @param main its main class
 * @param argument how it reads and writes
 * @param transport {@code stdio}, {@code sse} or {@code streamable}
 * @param name what it calls itself
 * @param asks whether it has a tool that asks the client
 * @param concurrent whether it answers several calls at a time
 */
record HandWritten(
    String probe,
    String main,
    String argument,
    String transport,
    String name,
    boolean asks,
    boolean concurrent,
    Jdk jdk) {
  static final Set<String> TOOLS =
      Set.of(
          "echo", "echo_virtual", "add", "fail", "throw", "slow", "notify", "ask_client", "query");

  private static final List<String> TRANSPORTS = List.of("streamable", "sse", "stateless");
  private static final List<String> WAYS = List.of("scanner", "files", "bytes", "channels");

  /** Each server once; with {@code -Pmatrix} in every way on one JDK, and once on the other. */
  static List<HandWritten> all() {
    if (!Matrix.WHOLE) {
      return once(17);
    }
    List<HandWritten> servers = new ArrayList<>();
    servers.add(loop(17));
    for (String way : WAYS) {
      servers.add(pool(way, 17));
    }
    for (Http http : Http.values()) {
      for (String transport : TRANSPORTS) {
        servers.add(http.on(transport, 17));
      }
    }
    servers.addAll(once(25));
    return servers;
  }

  /** On every server, so that each transport with sessions is met by some. */
  private static List<HandWritten> once(int jdk) {
    List<HandWritten> servers = new ArrayList<>();
    servers.add(loop(jdk));
    servers.add(pool("channels", jdk));
    for (Http http : Http.values()) {
      servers.add(http.on(TRANSPORTS.get(servers.size() % 2), jdk));
    }
    return servers;
  }

  /** One on stdio and one on HTTP; with {@code -Pmatrix} every server, on the newer JDK. */
  static List<HandWritten> some() {
    return Matrix.WHOLE ? once(25) : List.of(pool("files", 17), Http.TOMCAT.on("streamable", 17));
  }

  /** Without sessions; with {@code -Pmatrix} every server. */
  static List<HandWritten> modern() {
    List<HandWritten> servers = new ArrayList<>();
    for (Http http : Http.values()) {
      if (http == Http.JDK || Matrix.WHOLE) {
        servers.add(http.on("stateless", 17));
      }
    }
    return servers;
  }

  /** The plainest of each kind; with {@code -Pmatrix} every server, on the newer JDK. */
  static List<HandWritten> plain() {
    return Matrix.WHOLE
        ? once(25)
        : List.of(
            loop(17),
            pool("channels", 17),
            Http.JDK.on("streamable", 17),
            Http.TOMCAT.on("streamable", 17));
  }

  /** On HTTP+SSE; with {@code -Pmatrix} every server. */
  static List<HandWritten> sse() {
    List<HandWritten> servers = new ArrayList<>();
    for (Http http : Http.values()) {
      if (http == Http.JDK || Matrix.WHOLE) {
        servers.add(http.on("sse", 17));
      }
    }
    return servers;
  }

  private static HandWritten loop(int jdk) {
    return new HandWritten(
        "mcp.wire.stdio",
        "LoopServer",
        "",
        "stdio",
        "loop-server",
        false,
        false,
        Jdks.require(jdk));
  }

  private static HandWritten pool(String way, int jdk) {
    return new HandWritten(
        "mcp.wire.stdio", "PoolServer", way, "stdio", "pool-server", true, true, Jdks.require(jdk));
  }

  /** The servers on HTTP. */
  private enum Http {
    JDK("mcp.wire.httpserver", "Jdk"),
    TOMCAT("mcp.wire.servlet.jakarta", "Tomcat"),
    JETTY("mcp.wire.servlet.javax", "Jetty"),
    UNDERTOW("mcp.wire.undertow", "Undertow"),
    NETTY("mcp.wire.netty", "Netty"),
    VERTX("mcp.wire.netty", "Vertx");

    private final String probe;
    private final String main;

    Http(String probe, String main) {
      this.probe = probe;
      this.main = main;
    }

    HandWritten on(String transport, int jdk) {
      boolean stateless = transport.equals("stateless");
      return new HandWritten(
          probe,
          main + "Server",
          stateless ? transport : "",
          transport,
          main.toLowerCase(Locale.ROOT) + "-server",
          !stateless,
          true,
          Jdks.require(jdk));
    }
  }

  boolean hasSessions() {
    return !transport.equals("stateless");
  }

  boolean isStdio() {
    return transport.equals("stdio");
  }

  JvmBuilder builder() {
    JvmBuilder jvm =
        AgentJvm.on(jdk).main(Apps.jar("hand-written").toString(), "com.example.hand." + main);
    return argument.isEmpty() ? jvm : jvm.args(argument);
  }

  SdkDriver connect(AgentJvm server) {
    return switch (transport) {
      case "stdio" -> SdkDriver.stdio(server);
      case "sse" -> SdkDriver.sse(server.serverUrl());
      default -> SdkDriver.streamable(server.serverUrl());
    };
  }

  /** This has been seen to work here. */
  void works(String... what) {
    String way = isStdio() ? (transport + " " + argument).trim() : transport;
    MatrixTable.works("by hand: " + main, "-", way, jdk.toString(), what);
  }

  @Override
  public String toString() {
    return main + " " + argument + " " + transport + " " + jdk;
  }
}
