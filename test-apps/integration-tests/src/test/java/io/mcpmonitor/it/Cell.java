package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.MatrixScript;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.SdkVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One cell of the matrix: an SDK version, a way to reach the server, a server API, a JDK. */
record Cell(SdkVersion sdk, String transport, String flavour, Jdk jdk) implements Unreliable {
  private static final List<String> FLAVOURS = List.of("sync", "async");

  /**
   * Each version and transport; with {@code -Pmatrix} on both JDKs and with both flavours. The
   * pairs of those take turns, so that each two of all that may vary meet somewhere.
   */
  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    int turn = 0;
    for (SdkVersion sdk : SdkVersion.all()) {
      for (String transport : sdk.transports()) {
        int first = turn++ / 3 % 2; // so that both flavours meet each transport
        cells.add(new Cell(sdk, transport, FLAVOURS.get(first), Jdks.require(17)));
        if (Matrix.WHOLE) {
          cells.add(new Cell(sdk, transport, FLAVOURS.get(1 - first), Jdks.require(25)));
        }
      }
    }
    return cells;
  }

  /** On each transport of the newest versions, and once on every other version. */
  static List<Cell> compared() {
    return all().stream().filter(cell -> cell.isNewest() || cell.isFirst()).toList();
  }

  boolean isFirst() {
    return transport.equals(sdk.transports().get(0));
  }

  boolean isNewest() {
    List<SdkVersion> same =
        SdkVersion.all().stream().filter(other -> other.stack() == sdk.stack()).toList();
    return sdk.equals(same.get(same.size() - 1));
  }

  boolean isStdio() {
    return transport.equals("stdio");
  }

  /** What would watch this server if nothing knew its library. */
  String wireProbe() {
    if (isStdio()) {
      return "mcp.wire.stdio";
    }
    return sdk.stack() == SdkVersion.Stack.WEBFLUX ? "mcp.wire.netty" : "mcp.wire.servlet.jakarta";
  }

  /**
   * Below 2.1.0 the SDK's stdio transport can go mute, and on WebMVC an answer can be lost on SSE:
   * Spring empties the buffer of an event after it was sent, when the next may be in it already.
   */
  @Override
  public boolean mayGoMute() {
    return isStdio()
        ? !sdk.reliableStdio()
        : sdk.stack() == SdkVersion.Stack.WEBMVC && transport.equals("sse");
  }

  boolean hasSessions() {
    return !transport.equals("stateless");
  }

  /** Old stdio and all SSE transports of the SDK do not stand several calls at once. */
  boolean concurrent() {
    return switch (transport) {
      case "stdio" -> sdk.reliableStdio();
      case "sse" -> false;
      default -> true;
    };
  }

  /**
   * When a tool of a sync server throws, the SDK breaks the stream of that answer or of the next in
   * one of ten calls, with or without an agent, where another thread than the servlet's writes it.
   */
  boolean throwing() {
    boolean streams = transport.equals("streamable") || transport.equals("sse");
    return !(streams && flavour.equals("sync"));
  }

  /** This has been seen to work here. */
  void works(String... what) {
    String library =
        switch (sdk.stack()) {
          case SERVLET -> "MCP Java SDK";
          case WEBMVC -> "MCP Java SDK, Spring WebMVC";
          case WEBFLUX -> "MCP Java SDK, Spring WebFlux";
        };
    MatrixTable.works(library, sdk.version(), transport + ", " + flavour, jdk.toString(), what);
  }

  void runScript(SdkDriver driver) {
    MatrixScript.run(driver, concurrent(), throwing());
  }

  AgentJvm start(boolean agent) {
    return sdk.server(jdk, transport, flavour).agent(agent).start();
  }

  /** With the agent and its tools and resource in the server. */
  AgentJvm startInjected() {
    return sdk.server(jdk, transport, flavour).withAgent(InjectIT.BOTH).start();
  }

  /** With the agent, which also hands traces on and reads all content. */
  AgentJvm startWithTraces() {
    return sdk.server(jdk, transport, flavour).withAgent("traces=on", "capture=values").start();
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
    return sdk.version()
        + " "
        + sdk.stack().name().toLowerCase(Locale.ROOT)
        + " "
        + transport
        + " "
        + flavour
        + " "
        + jdk;
  }
}
