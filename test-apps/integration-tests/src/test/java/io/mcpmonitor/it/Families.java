package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.it.Family.Trait;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Servers that are not written against the Java SDK: all of them, or the newest of each. */
final class Families {
  private static final Set<Trait> USUAL =
      EnumSet.of(Trait.ASKS, Trait.CANCELS, Trait.NOTICES_THE_END, Trait.SAME_BYTES);

  private final boolean whole = Boolean.getBoolean("mcp.monitor.test.matrix");
  private final List<Family> families = new ArrayList<>();

  private Families() {}

  /** Every cell with {@code -Pmatrix}; else one JDK and the transports of the newest versions. */
  static List<Family> all() {
    Families all = new Families();
    for (int jdk : all.whole ? new int[] {17, 25} : new int[] {17}) {
      all.quarkus(Jdks.require(jdk));
      all.kotlin(Jdks.require(jdk));
    }
    return all.families;
  }

  private void quarkus(Jdk jdk) {
    if (whole) {
      // refuses notifications/cancelled, and orders the members of answers anew in each process
      Set<Trait> old = EnumSet.of(Trait.NOTICES_THE_END);
      quarkus(jdk, "1.0", old, "stdio", "sse");
      quarkus(jdk, "1.10", USUAL, "sse", "streamable");
    }
    quarkus(jdk, "1.10", USUAL, "stdio");
    quarkus(jdk, "1.13", with(USUAL, Trait.COMPARED), "sse", "streamable");
  }

  private void quarkus(Jdk jdk, String version, Set<Trait> traits, String... transports) {
    for (String transport : transports) {
      families.add(
          new Family(
              "Quarkus MCP",
              "mcp.quarkus",
              version,
              transport,
              jdk,
              "quarkus-server",
              "/mcp".repeat(transport.equals("sse") ? 1 : 0),
              traits,
              (on, by) -> quarkus(on, version, by)));
    }
  }

  private static JvmBuilder quarkus(Jdk jdk, String version, String transport) {
    boolean stdio = transport.equals("stdio");
    return AgentJvm.on(jdk)
        .jar(app("quarkus-server", "on-" + version, "target", "quarkus-app", "quarkus-run.jar"))
        .jvmArgs(
            "-Dquarkus.mcp.server.stdio.enabled=" + stdio, "-Dquarkus.http.host-enabled=" + !stdio);
  }

  private void kotlin(Jdk jdk) {
    Set<Trait> newest = with(USUAL, Trait.QUERIES);
    if (whole) {
      Set<Trait> old = with(newest);
      old.remove(Trait.CANCELS);
      kotlin(jdk, "0.4", old, "stdio", "sse");
      kotlin(jdk, "0.11", newest, "stdio", "sse", "streamable", "stateless");
      kotlin(jdk, "0.16", newest, "sse", "stateless");
    }
    kotlin(jdk, "0.16", newest, "stdio", "streamable");
  }

  private void kotlin(Jdk jdk, String version, Set<Trait> traits, String... transports) {
    for (String transport : transports) {
      // JSON over HTTP is written by Ktor, not by the SDK
      boolean sized = transport.equals("stdio") || transport.equals("sse");
      families.add(
          new Family(
              "Kotlin SDK",
              "mcp.kotlin",
              version,
              transport,
              jdk,
              "kotlin-server",
              "",
              sized ? with(traits, Trait.SIZES) : traits,
              (on, by) ->
                  AgentJvm.on(on)
                      .main(classPath("kotlin-server", version), "com.example.kotlin.MainKt")
                      .args("--transport", by)));
    }
  }

  /** The class path of a module that leaves its libraries in a file. */
  private static String classPath(String app, String version) {
    Path target = app(app, "on-" + version, "target");
    return target.resolve("classes")
        + File.pathSeparator
        + AgentJvm.classPathFile(target.resolve("libraries.txt"));
  }

  private static Set<Trait> with(Set<Trait> traits, Trait... more) {
    Set<Trait> all = EnumSet.copyOf(traits);
    all.addAll(List.of(more));
    return all;
  }

  private static Path app(String... names) {
    return AgentJar.projectRoot().resolve("test-apps").resolve(String.join("/", names));
  }
}
