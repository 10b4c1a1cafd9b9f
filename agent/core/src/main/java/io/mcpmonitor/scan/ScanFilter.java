package io.mcpmonitor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which folders are never scanned by an application for its own sake: those of the JVM, of the
 * operating system, of its own code, and the folder of temporary files itself.
 *
 * @param workingDirectory what relative paths are relative to
 * @param below folders that are excluded with all that lies in them
 * @param exactly folders that are excluded alone
 */
public record ScanFilter(String workingDirectory, List<String> below, List<String> exactly) {
  static final ScanFilter NOTHING = new ScanFilter("/", List.of(), List.of());

  private static final int MAX_FOLDERS = 200;

  /** The folders that the system properties of the process name. */
  public static ScanFilter of(Map<String, String> properties) {
    String directory = properties.getOrDefault("user.dir", "/");
    List<String> below = new ArrayList<>(List.of("/proc", "/sys", "/dev", "/run"));
    add(below, properties.getOrDefault("java.home", ""), directory);
    for (String entry : properties.getOrDefault("java.class.path", "").split(":", -1)) {
      // the working directory on the class path does not make its files code
      if (!entry.endsWith(".jar") && !entry.equals(".") && !entry.equals(directory)) {
        add(below, entry, directory);
      }
    }
    List<String> exactly = new ArrayList<>(List.of("/"));
    add(exactly, properties.getOrDefault("java.io.tmpdir", ""), directory);
    return new ScanFilter(directory, List.copyOf(below), List.copyOf(exactly));
  }

  private static void add(List<String> folders, String folder, String directory) {
    if (!folder.isEmpty() && folders.size() < MAX_FOLDERS) {
      folders.add(PathHash.absolute(folder, directory));
    }
  }

  boolean excludes(String path) {
    if (exactly.contains(path)) {
      return true;
    }
    for (String folder : below) {
      if (PathHash.isWithin(path, folder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a file is code: loading it is no work of the application. */
  static boolean isCode(String path) {
    char last = path.isEmpty() ? '/' : path.charAt(path.length() - 1);
    return (last == 's' && path.endsWith(".class")) || (last == 'r' && path.endsWith(".jar"));
  }
}
