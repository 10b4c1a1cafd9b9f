package io.mcpmonitor.jar;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java versions on this machine that the agent supports: those named by the path list {@code
 * TEST_MCP_MONITOR_JDKS}, else the one that runs the tests and those beside it.
 */
final class Jdks {
  private static final List<Integer> SUPPORTED = List.of(17, 21, 25);
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  private Jdks() {}

  /** Java homes by feature version, one each. */
  static Map<Integer, Path> all() {
    Map<Integer, Path> homes = new TreeMap<>();
    for (Path home : candidates()) {
      int version = version(home);
      if (SUPPORTED.contains(version) && Files.isExecutable(home.resolve("bin/java"))) {
        homes.putIfAbsent(version, home);
      }
    }
    if (homes.isEmpty()) {
      throw new IllegalStateException("no Java of the versions " + SUPPORTED + " was found");
    }
    return homes;
  }

  private static List<Path> candidates() {
    String named = System.getenv("TEST_MCP_MONITOR_JDKS");
    List<Path> homes = new ArrayList<>();
    if (named != null && !named.isBlank()) {
      for (String home : named.split(File.pathSeparator, -1)) {
        homes.add(Path.of(home));
      }
      return homes;
    }
    Path own = Path.of(System.getProperty("java.home"));
    homes.add(own);
    homes.addAll(children(own.getParent()));
    homes.addAll(children(Path.of("/usr/lib/jvm")));
    return homes;
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int version(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
