package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server on one version of a library of its own, reached in one way.
 *
 * @param probe the probe that watches it
 * @param version of its library
 * @param asks whether it has tools that ask the client
 */
record Family(String probe, String version, String transport, Jdk jdk, boolean asks) {

  /** Every cell with {@code -Pmatrix}; else each transport of the newest versions. */
  static List<Family> all() {
    boolean whole = Boolean.getBoolean("mcp.monitor.test.matrix");
    List<Family> families = new ArrayList<>();
    for (int jdk : whole ? new int[] {17, 25} : new int[] {17}) {
      if (whole) {
        add(families, "mcp.quarkus", "1.0", jdk, false, "stdio", "sse");
        add(families, "mcp.quarkus", "1.10", jdk, true, "stdio", "sse", "streamable");
      } else {
        add(families, "mcp.quarkus", "1.10", jdk, true, "stdio");
      }
      add(families, "mcp.quarkus", "1.13", jdk, true, "sse", "streamable");
    }
    return families;
  }

  private static void add(
      List<Family> families,
      String probe,
      String version,
      int jdk,
      boolean asks,
      String... transports) {
    for (String transport : transports) {
      families.add(new Family(probe, version, transport, Jdks.require(jdk), asks));
    }
  }

  boolean isStdio() {
    return transport.equals("stdio");
  }

  AgentJvm start(boolean agent) {
    return builder().agent(agent).start();
  }

  JvmBuilder builder() {
    return AgentJvm.on(jdk)
        .jar(app("quarkus-server", "on-" + version, "target", "quarkus-app", "quarkus-run.jar"))
        .jvmArgs(
            "-Dquarkus.mcp.server.stdio.enabled=" + isStdio(),
            "-Dquarkus.http.host-enabled=" + !isStdio());
  }

  SdkDriver connect(AgentJvm server) {
    return switch (transport) {
      case "stdio" -> SdkDriver.stdio(server);
      case "sse" -> SdkDriver.sse(server.serverUrl(), "/mcp");
      default -> SdkDriver.streamable(server.serverUrl());
    };
  }

  private static Path app(String... names) {
    return AgentJar.projectRoot().resolve("test-apps").resolve(String.join("/", names));
  }

  @Override
  public String toString() {
    return probe + " " + version + " " + transport + " " + jdk;
  }
}
