package io.mcpmonitor.harness;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the JDKs of this machine: those of the environment variable {@value #VARIABLE} (a list of
 * homes, separated like a class path), else the running one, its siblings and those in the
 * conventional folders.
 */
public final class Jdks {
  /** Names JDK homes, separated like a class path. */
  public static final String VARIABLE = "TEST_MCP_MONITOR_JDKS";

  private static final List<Path> CONVENTIONAL =
      List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"), Path.of("/Library/Java"));

  private Jdks() {}

  /** The JDK that runs this code. */
  public static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** A JDK of the given feature version, the running one if it fits. */
  public static Optional<Jdk> find(int feature) {
    return candidates().stream()
        .flatMap(home -> read(home).stream())
        .filter(jdk -> jdk.feature() == feature)
        .findFirst();
  }

  /**
   * Like {@link #find}.
   *
   * @throws IllegalStateException without one, naming the variable to set
   */
  public static Jdk require(int feature) {
    return find(feature)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no JDK " + feature + " found: name its home in " + VARIABLE));
  }

  private static Set<Path> candidates() {
    String named = System.getenv(VARIABLE);
    Set<Path> homes = new LinkedHashSet<>();
    if (named != null && !named.isBlank()) {
      for (String home : named.split(File.pathSeparator, -1)) {
        homes.add(Path.of(home));
      }
      return homes;
    }
    Path running = current().home();
    homes.add(running);
    Path parent = running.getParent();
    if (parent != null) {
      homes.addAll(children(parent));
    }
    for (Path folder : CONVENTIONAL) {
      homes.addAll(children(folder));
    }
    return homes;
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(entries.filter(Files::isDirectory).sorted().toList());
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Jdk> read(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    String first = version.split("[.+-]", 2)[0];
    return first.matches("\\d+")
        ? Optional.of(new Jdk(home, Integer.parseInt(first)))
        : Optional.empty();
  }
}
