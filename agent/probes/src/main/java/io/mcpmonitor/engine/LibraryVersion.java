package io.mcpmonitor.engine;

import java.net.URL;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Finds which version of a library an application has. Wrong guesses are worse than none. */
final class LibraryVersion {
  private static final String JAR = ".jar";

  private LibraryVersion() {}

  /**
   * The version by the name of the jar that a class comes from, else by what the jar itself says.
   *
   * @param artifact how the names of the library's jars begin
   * @return null when neither tells
   */
  static @Nullable String of(Class<?> type, String artifact) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    String byName = location == null ? null : inName(location.toString(), artifact);
    if (byName != null) {
      return byName;
    }
    Package declared = type.getPackage();
    String title = declared == null ? null : declared.getImplementationTitle();
    return title != null && title.contains(artifact) ? declared.getImplementationVersion() : null;
  }

  /** The version in {@code …/group.artifact-1.2.3.jar!/}. */
  static @Nullable String inName(String location, String artifact) {
    int end = location.lastIndexOf(JAR);
    int begin = location.lastIndexOf(artifact + "-");
    if (begin < 0 || end < begin) {
      return null;
    }
    String version = location.substring(begin + artifact.length() + 1, end);
    boolean one = !version.isEmpty() && version.indexOf('/') < 0;
    return one && Character.isDigit(version.charAt(0)) ? version : null;
  }

  /** Whether tests have run with this version or with another of the same line. */
  static boolean isWithin(String version, Probe.Tested tested) {
    return compare(version, tested.oldest()) >= 0 && compare(version, tested.newest()) <= 0;
  }

  /** Whether it is older than all that tests have run with. */
  static boolean isBefore(String version, Probe.Tested tested) {
    return compare(version, tested.oldest()) < 0;
  }

  /** Compares as many numbers as the bound has. */
  private static int compare(String version, String bound) {
    String[] parts = version.split("[.+-]", -1);
    String[] bounds = bound.split("\\.", -1);
    for (int i = 0; i < bounds.length; i++) {
      int order = Integer.compare(i < parts.length ? number(parts[i]) : 0, number(bounds[i]));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String part) {
    int value = 0;
    for (int i = 0; i < part.length() && i < 9; i++) {
      char c = part.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
