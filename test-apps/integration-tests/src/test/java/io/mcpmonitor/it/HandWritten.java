package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import java.util.ArrayList;
import java.util.List;
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

  /** Every style; each on both JDKs with {@code -Pmatrix}. */
  static List<HandWritten> all() {
    List<HandWritten> servers = new ArrayList<>();
    for (int version :
        Boolean.getBoolean("mcp.monitor.test.matrix") ? new int[] {17, 25} : new int[] {17}) {
      Jdk jdk = Jdks.require(version);
      servers.add(
          new HandWritten(
              "mcp.wire.stdio", "LoopServer", "", "stdio", "loop-server", false, false, jdk));
      for (String way : List.of("scanner", "files", "bytes", "channels")) {
        servers.add(
            new HandWritten(
                "mcp.wire.stdio", "PoolServer", way, "stdio", "pool-server", true, true, jdk));
      }
      http(servers, "mcp.wire.httpserver", "JdkServer", "jdk-server", jdk);
      http(servers, "mcp.wire.servlet.jakarta", "TomcatServer", "tomcat-server", jdk);
      http(servers, "mcp.wire.servlet.javax", "JettyServer", "jetty-server", jdk);
      http(servers, "mcp.wire.undertow", "UndertowServer", "undertow-server", jdk);
      http(servers, "mcp.wire.netty", "NettyServer", "netty-server", jdk);
      http(servers, "mcp.wire.netty", "VertxServer", "vertx-server", jdk);
    }
    return servers;
  }

  private static void http(
      List<HandWritten> servers, String probe, String main, String name, Jdk jdk) {
    for (String transport : List.of("streamable", "sse", "stateless")) {
      servers.add(
          new HandWritten(
              probe,
              main,
              transport.equals("stateless") ? transport : "",
              transport,
              name,
              !transport.equals("stateless"),
              true,
              jdk));
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

  @Override
  public String toString() {
    return main + " " + argument + " " + transport + " " + jdk;
  }
}
