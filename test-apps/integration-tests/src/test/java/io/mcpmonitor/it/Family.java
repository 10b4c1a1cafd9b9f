package io.mcpmonitor.it;

import static io.mcpmonitor.harness.Traffic.UNANSWERED;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.Traffic;
import io.mcpmonitor.harness.Traffic.Call;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * A server on one version of a library, reached in one way.
 *
 * @param name of the library, for people
 * @param probe the probe that watches it
 * @param version of the library
 * @param server the name that the server gives itself
 * @param path below which the server listens to {@code /mcp} or {@code /sse}; empty for most
 * @param traits what is not the same everywhere
 * @param app how it is started
 */
record Family(
    String name,
    String probe,
    String version,
    String transport,
    Jdk jdk,
    String server,
    String path,
    Set<Trait> traits,
    App app)
    implements Unreliable {

  /** What is not the same everywhere. */
  enum Trait {
    /** Has a tool that asks its client. */
    ASKS,
    /** Has a tool that asks a database on another thread. */
    QUERIES,
    /** Accepts {@code notifications/cancelled}. */
    CANCELS,
    /** Stands several calls at once. */
    CONCURRENT,
    /** Notices when a client has gone. */
    NOTICES_THE_END,
    /** Answers with the same bytes each time. */
    SAME_BYTES,
    /** The sizes of its messages are known. */
    SIZES,
    /** Answers are compared every day, not only in the matrix. */
    COMPARED
  }

  /** How a server is started. */
  interface App {
    JvmBuilder on(Jdk jdk, String transport);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  boolean isStdio() {
    return transport.equals("stdio");
  }

  /** Of those on the Java SDK some do, see {@link Cell#mayGoMute}. */
  @Override
  public boolean mayGoMute() {
    boolean sdk = probe.equals("mcp.javasdk");
    boolean webMvc = name.endsWith("webmvc");
    return (sdk && isStdio()) || (webMvc && transport.equals("sse")) || mayBreak();
  }

  /** Solon's HTTP server breaks a connection now and then. */
  @Override
  public boolean mayBreak() {
    return name.equals("Solon");
  }

  /** Whether it lists what it has in the same order each time. */
  boolean keepsOrder() {
    return !name.equals("Solon");
  }

  /**
   * What is counted can only be compared when the calls of a tool have their answers.
   *
   * @throws IllegalStateException when one has none in such a family; then it is tried again
   */
  void requireAnswers(Traffic traffic, String tool) {
    if (mayGoMute() && traffic.calls().containsKey(new Call("tools/call", tool, UNANSWERED))) {
      throw new IllegalStateException("no answer of " + tool, new TimeoutException());
    }
  }

  boolean hasSessions() {
    return !transport.equals("stateless");
  }

  AgentJvm start(boolean agent, String... options) {
    JvmBuilder jvm = app.on(jdk, transport);
    return (agent ? jvm.withAgent(options) : jvm.withoutAgent()).start();
  }

  SdkDriver connect(AgentJvm server) {
    return switch (transport) {
      case "stdio" -> SdkDriver.stdio(server);
      case "sse" -> SdkDriver.sse(server.serverUrl(), path);
      default -> SdkDriver.streamable(server.serverUrl(), path);
    };
  }

  /** This has been seen to work here. */
  void works(String what) {
    MatrixTable.works(name, version, transport, jdk.toString(), what);
  }

  /** Its name without the JDK. */
  String onAnyJdk() {
    return name + " " + version + " " + transport;
  }

  @Override
  public String toString() {
    return onAnyJdk() + " " + jdk;
  }
}
