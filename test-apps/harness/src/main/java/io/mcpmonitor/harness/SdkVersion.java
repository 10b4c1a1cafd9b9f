package io.mcpmonitor.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The server of {@code sdk-matrix}, on the versions of its {@code versions.list}.
 *
 * @param version of the SDK
 * @param stack who serves HTTP: the SDK's own servlets, or its transports for Spring
 * @param transports the transports that both have
 */
public record SdkVersion(String version, Stack stack, List<String> transports) {
  /** Who serves HTTP. */
  public enum Stack {
    SERVLET("com.example.matrix.server.Main", ""),
    WEBMVC("com.example.matrix.spring.WebMvcMain", "-spring"),
    WEBFLUX("com.example.matrix.spring.WebFluxMain", "-spring");

    private final String main;
    private final String classPathSuffix;

    Stack(String main, String classPathSuffix) {
      this.main = main;
      this.classPathSuffix = classPathSuffix;
    }
  }

  /** In the order of the file. */
  public static List<SdkVersion> all() {
    try (Stream<String> lines = Files.lines(folder().resolve("versions.list"))) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.strip().split("\\s+", -1)))
          .map(
              words ->
                  new SdkVersion(
                      words.get(0),
                      Stack.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
                      words.subList(2, words.size())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's JVM, not started yet. */
  public JvmBuilder server(Jdk jdk, String transport, String flavour) {
    return AgentJvm.on(jdk)
        .main(classPath(), stack.main)
        .args("--transport", transport, "--flavour", flavour, "--port", "0");
  }

  /** The server's class path. */
  public String classPath() {
    String name = "classpath-" + version + stack.classPathSuffix + ".txt";
    return AgentJvm.classPathFile(folder().resolve("target").resolve(name));
  }

  /** Whether this SDK's stdio transport stands more than one request at a time. */
  public boolean reliableStdio() {
    return version.equals("2.1.0");
  }

  private static Path folder() {
    return AgentJar.projectRoot().resolve("test-apps").resolve("sdk-matrix");
  }
}
