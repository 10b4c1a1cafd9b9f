package io.mcpmonitor.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine does to applications in JVMs of their own. */
class EngineIT {
  private static final String FAILED =
      "[mcp-monitor] warning: probe mcp.javasdk failed; the application is not affected: ";
  private static final String SWITCHED_OFF =
      "[mcp-monitor] warning: probe mcp.javasdk is switched off: ";

  @TempDir Path folder;

  static Stream<Map.Entry<Integer, Path>> jdks() {
    return Jdks.all().entrySet().stream();
  }

  /** The reactive library is there, only the SDK is a surprise. */
  private static List<String> options(Path library, boolean agent) {
    List<String> path = new ArrayList<>(Application.testPath("reactor-core", "reactive-streams"));
    path.add(library.toString());
    List<String> options = new ArrayList<>(List.of("-Xshare:auto"));
    if (agent) {
      options.add(Application.agent());
    }
    options.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
    return options;
  }

  private static List<String> parsed(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "parsed " + i).toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void adviceThatAlwaysFailsIsSwitchedOff(Map.Entry<Integer, Path> jdk) throws Exception {
    Path library = ForeignLibrary.surprising(folder);
    try (Application app =
        Application.start(jdk.getValue(), options(library, true), "Main", "100")) {
      assertThat(app.exit()).as(app::toString).isZero();
      assertThat(app.out).isEqualTo(parsed(0, 100));
      assertThat(app.warnings()).hasSize(2);
      assertThat(app.warnings().get(0)).startsWith(FAILED + "java.lang.ClassCastException");
      assertThat(app.warnings().get(1)).startsWith(SWITCHED_OFF + "failed 11 times, first with");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aLibraryThatLacksAMethodMakesTheProbeInactive(Map.Entry<Integer, Path> jdk)
      throws Exception {
    Path library = ForeignLibrary.incomplete(folder);
    try (Application app =
        Application.start(jdk.getValue(), options(library, true), "Main", "100")) {
      assertThat(app.exit()).as(app::toString).isZero();
      assertThat(app.out).isEqualTo(parsed(0, 100));
      String schema = "io.modelcontextprotocol.spec.McpSchema$";
      assertThat(app.warnings())
          .containsExactly(
              "[mcp-monitor] warning: probe mcp.javasdk leaves an application alone: "
                  + library.toFile().toURI()
                  + " lacks "
                  + schema
                  + "JSONRPCRequest.params/0, "
                  + schema
                  + "CallToolResult.isError/0");
    }
  }

  /** The class was loaded and its method run before; hooks on it show by failing. */
  @ParameterizedTest
  @MethodSource("jdks")
  void attachingHooksWhatWasLoadedBefore(Map.Entry<Integer, Path> jdk) throws Exception {
    Path library = ForeignLibrary.surprising(folder);
    try (Application app =
        Application.start(jdk.getValue(), options(library, false), "Main", "5", "waits")) {
      app.await(app.out, line -> line.equals("parsed 0"));
      VirtualMachine running = VirtualMachine.attach(Long.toString(app.pid()));
      running.loadAgent(TheJar.path().toString(), "http.port=0");
      running.detach();
      assertThat(app.warnings()).isEmpty();
      app.send("go on");
      assertThat(app.exit()).as(app::toString).isZero();
      assertThat(app.out).isEqualTo(parsed(0, 5));
      assertThat(app.warnings()).singleElement().asString().startsWith(FAILED);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingIsSaidWhenAllIsWell(Map.Entry<Integer, Path> jdk) throws Exception {
    List<String> options = new ArrayList<>(List.of(Application.agent(), "-cp"));
    options.add(String.join(File.pathSeparator, Application.testPath()));
    try (Application app =
        Application.start(jdk.getValue(), options, "com.example.SelfTestApplication")) {
      assertThat(app.exit()).as(app::toString).isZero();
      assertThat(app.out).containsExactly("hooks work");
      assertThat(app.warnings()).isEmpty();
      assertThat(app.err).noneMatch(line -> line.startsWith("WARNING"));
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationLoaderIsCollectedAfterUse(Map.Entry<Integer, Path> jdk) throws Exception {
    for (String calls : List.of("0", "50")) {
      unloads(jdk.getValue(), calls, false);
      unloads(jdk.getValue(), calls, true);
    }
  }

  private static void unloads(Path javaHome, String calls, boolean agent) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx128m",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
    if (agent) {
      options.add(Application.agent());
    }
    options.addAll(List.of("-cp", String.join(File.pathSeparator, Application.testPath())));
    String sdk =
        String.join(
            File.pathSeparator,
            Application.testPath(
                "mcp",
                "reactor-core",
                "reactive-streams",
                "jackson",
                "slf4j",
                "json-schema",
                "itu",
                "jakarta"));
    try (Application app =
        Application.start(javaHome, options, "com.example.UnloadingApplication", sdk, calls)) {
      assertThat(app.exit()).as(app::toString).isZero();
      assertThat(app.out)
          .as(app::toString)
          .containsExactly(
              "answered " + calls, "scopes " + (agent ? 1 : 0), "collected", "scopes 0");
      assertThat(app.warnings()).isEmpty();
    }
  }
}
