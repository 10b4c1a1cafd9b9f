package io.mcpmonitor.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The server of {@code sdk-matrix}, on the versions of its {@code versions.list}. */
public record SdkVersion(String version, List<String> transports) {
  private static final String MAIN = "com.example.matrix.server.Main";

  /** Oldest first. */
  public static List<SdkVersion> all() {
    try (Stream<String> lines = Files.lines(folder().resolve("versions.list"))) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.strip().split("\\s+", -1)))
          .map(words -> new SdkVersion(words.get(0), words.subList(1, words.size())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's JVM, not started yet. */
  public JvmBuilder server(Jdk jdk, String transport, String flavour) {
    Path file = folder().resolve("target").resolve("classpath-" + version + ".txt");
    return AgentJvm.on(jdk)
        .main(AgentJvm.classPathFile(file), MAIN)
        .args("--transport", transport, "--flavour", flavour, "--port", "0");
  }

  /** Whether this SDK's stdio transport stands more than one request at a time. */
  public boolean reliableStdio() {
    return version.equals("2.1.0");
  }

  private static Path folder() {
    return AgentJar.projectRoot().resolve("test-apps").resolve("sdk-matrix");
  }
}
