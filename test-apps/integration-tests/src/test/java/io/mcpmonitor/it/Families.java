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
import java.util.Locale;
import java.util.Set;

/** Servers of every framework: all of them, or the newest of each. */
final class Families {
  private static final Set<Trait> USUAL =
      EnumSet.of(
          Trait.ASKS, Trait.CANCELS, Trait.CONCURRENT, Trait.NOTICES_THE_END, Trait.SAME_BYTES);

  private final List<Family> families = new ArrayList<>();

  private Families() {}

  /**
   * Every cell with {@code -Pmatrix}; else one JDK and the transports of the newest versions. With
   * {@code -Dmcp.monitor.test.family=TEXT} only those whose name has the text in it.
   */
  static List<Family> all() {
    Families all = new Families();
    for (int jdk : Matrix.WHOLE ? new int[] {17, 25} : new int[] {17}) {
      all.quarkus(Jdks.require(jdk));
      all.kotlin(Jdks.require(jdk));
      all.solon(Jdks.require(jdk));
    }
    all.spring(Jdks.require(17));
    if (Matrix.WHOLE) {
      all.newestSpring(Jdks.require(25));
    }
    String wanted = System.getProperty("mcp.monitor.test.family", "");
    return all.families.stream().filter(family -> family.toString().contains(wanted)).toList();
  }

  private void quarkus(Jdk jdk) {
    if (Matrix.WHOLE) {
      // refuses notifications/cancelled, and orders the members of answers anew in each process
      Set<Trait> old = EnumSet.of(Trait.CONCURRENT, Trait.NOTICES_THE_END);
      quarkus(jdk, "1.0", old, "stdio", "sse");
      quarkus(jdk, "1.10", USUAL, "sse", "streamable");
      quarkus(jdk, "1.13-uber", USUAL, "sse", "streamable");
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
    Path target = app("quarkus-server", "on-" + version, "target");
    return AgentJvm.on(jdk)
        .jar(
            target.resolve(
                version.endsWith("uber") ? "server-runner.jar" : "quarkus-app/quarkus-run.jar"))
        .jvmArgs(
            "-Dquarkus.mcp.server.stdio.enabled=" + stdio, "-Dquarkus.http.host-enabled=" + !stdio);
  }

  private void kotlin(Jdk jdk) {
    Set<Trait> newest = with(USUAL, Trait.QUERIES);
    if (Matrix.WHOLE) {
      // its SSE refuses what the Java client says of its content type
      kotlin(jdk, "0.4", without(newest, Trait.ASKS, Trait.CANCELS), "stdio");
      // handles one message at a time, so a handler waits for an answer that is behind itself
      kotlin(jdk, "0.11", without(newest, Trait.ASKS), "stdio");
      kotlin(jdk, "0.11", newest, "sse", "streamable", "stateless");
      kotlin(jdk, "0.16", newest, "sse", "stateless");
    }
    kotlin(jdk, "0.16", newest, "stdio", "streamable");
  }

  private void kotlin(Jdk jdk, String version, Set<Trait> traits, String... transports) {
    for (String transport : transports) {
      Set<Trait> here =
          switch (transport) {
            case "stdio" -> with(traits, Trait.SIZES);
            // Ktor notices that a client has gone when it writes the next time
            case "sse" -> without(with(traits, Trait.SIZES), Trait.NOTICES_THE_END);
            case "stateless" -> without(traits, Trait.ASKS);
            default -> traits; // JSON over HTTP is written by Ktor, not by the SDK
          };
      families.add(
          new Family(
              "Kotlin SDK",
              "mcp.kotlin",
              version,
              transport,
              jdk,
              "kotlin-server",
              "",
              here,
              (on, by) ->
                  AgentJvm.on(on)
                      .main(classPath("kotlin-server", version), "com.example.kotlin.MainKt")
                      .args("--transport", by)));
    }
  }

  /**
   * A copy of the Java SDK with the same names, whose records are plain classes. Not on stdio:
   * there it starts a server for each tool, and they take each other's messages.
   */
  private void solon(Jdk jdk) {
    // lists its tools in another order in each process
    Set<Trait> all = without(with(USUAL, Trait.QUERIES, Trait.SIZES), Trait.SAME_BYTES);
    if (Matrix.WHOLE) {
      solon(jdk, "3.8", all, "sse", "streamable", "stateless");
      solon(jdk, "3.9", all, "sse", "stateless");
    }
    solon(jdk, "3.9", with(all, Trait.COMPARED), "streamable");
  }

  private void solon(Jdk jdk, String version, Set<Trait> traits, String... transports) {
    for (String transport : transports) {
      Set<Trait> here =
          switch (transport) {
            // notices that a client has gone when it writes, see GoneClientsIT
            case "sse" -> without(traits, Trait.NOTICES_THE_END);
            case "stateless" -> without(traits, Trait.ASKS);
            default -> traits;
          };
      families.add(solonOn(jdk, version, here, transport));
    }
  }

  private static Family solonOn(Jdk jdk, String version, Set<Trait> traits, String transport) {
    return new Family(
        "Solon",
        "mcp.javasdk",
        version,
        transport,
        jdk,
        "solon-server",
        "",
        traits,
        (on, by) ->
            AgentJvm.on(on)
                .main(classPath("solon-server", version), "com.example.solon.SolonServer")
                .args("--transport", by));
  }

  /** A server on SSE that is no cell of the SDK's matrix. */
  static List<Family> solonOnSse() {
    return List.of(solonOn(Jdks.require(17), "3.9", USUAL, "sse"));
  }

  /** Every version on one JDK: a server of Spring takes its time to start. */
  private void spring(Jdk jdk) {
    if (Matrix.WHOLE) {
      spring(jdk, "1.0", "webmvc", "stdio", "sse");
      spring(jdk, "1.0", "webflux", "sse");
      spring(jdk, "1.1", "webmvc", "streamable");
      spring(jdk, "1.1", "webflux", "stdio", "stateless");
    }
    spring(jdk, "2.0", "webmvc", "streamable");
  }

  private void newestSpring(Jdk jdk) {
    spring(jdk, "2.0", "webmvc", "stdio", "stateless");
    spring(jdk, "2.0", "webflux", "streamable");
  }

  private void spring(Jdk jdk, String version, String stack, String... transports) {
    for (String transport : transports) {
      families.add(springOn(jdk, version, stack, transport));
    }
  }

  private static Family springOn(
      Jdk jdk, String version, String stack, String transport, String... settings) {
    Set<Trait> all = with(USUAL, Trait.COMPARED);
    Set<Trait> here =
        switch (transport) {
          // of the SDK, which loses messages when two threads write (stdio up to 2.0, SSE ever)
          case "stdio" -> without(all, Trait.CONCURRENT);
          // a servlet notices that a client has gone when it writes, but see GoneClientsIT
          case "sse" ->
              stack.equals("webmvc")
                  ? without(all, Trait.CONCURRENT, Trait.NOTICES_THE_END)
                  : without(all, Trait.CONCURRENT);
          case "stateless" -> without(all, Trait.ASKS);
          default -> all;
        };
    return new Family(
        "Spring AI " + stack,
        "mcp.javasdk",
        version,
        transport,
        jdk,
        "spring-server",
        "",
        here,
        (on, by) -> bootJar(on, version, stack, by).args(settings));
  }

  /** Servers on SSE that write to their clients once a second. */
  static List<Family> springWithKeepAlive() {
    return List.of(
        springOn(
            Jdks.require(17),
            "2.0",
            "webmvc",
            "sse",
            "--spring.ai.mcp.server.keep-alive-interval=1s"));
  }

  /** A jar with jars in it, as Spring Boot makes them. */
  private static JvmBuilder bootJar(Jdk jdk, String version, String stack, String transport) {
    JvmBuilder server =
        AgentJvm.on(jdk)
            .jar(app("spring-server", "on-" + version, "target", "server-" + stack + ".jar"));
    return transport.equals("stdio")
        ? server.args(
            "--spring.ai.mcp.server.stdio=true", "--spring.main.web-application-type=none")
        : server.args("--spring.ai.mcp.server.protocol=" + transport.toUpperCase(Locale.ROOT));
  }

  /** The class path of a module that leaves its libraries in a file. */
  static String classPath(String app, String version) {
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

  private static Set<Trait> without(Set<Trait> traits, Trait... less) {
    Set<Trait> rest = EnumSet.copyOf(traits);
    rest.removeAll(List.of(less));
    return rest;
  }

  private static Path app(String... names) {
    return AgentJar.projectRoot().resolve("test-apps").resolve(String.join("/", names));
  }
}
