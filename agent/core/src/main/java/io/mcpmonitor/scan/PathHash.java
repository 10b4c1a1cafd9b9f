package io.mcpmonitor.scan;

import java.nio.file.Path;

/** Paths as text: made absolute without asking the file system, and their 64-bit hashes. */
final class PathHash {
  private static final long START = 0xcbf29ce484222325L;
  private static final long FACTOR = 0x100000001b3L;

  private PathHash() {}

  /** The same path, from the root of the file system and without dots and double slashes. */
  static String absolute(String path, String workingDirectory) {
    String whole =
        path.startsWith("/")
            ? path
            : path.isEmpty() ? workingDirectory : workingDirectory + "/" + path;
    if (isPlain(whole)) {
      return whole;
    }
    return Path.of(whole).normalize().toString(); // text only, the file system is not asked
  }

  private static boolean isPlain(String path) {
    int length = path.length();
    if (length > 1 && path.charAt(length - 1) == '/') {
      return false;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      char next = slash + 1 < length ? path.charAt(slash + 1) : 'x';
      if (next == '/') {
        return false;
      }
      if (next == '.') {
        char after = slash + 2 < length ? path.charAt(slash + 2) : '/';
        if (after == '/' || after == '.') {
          return false;
        }
      }
    }
    return true;
  }

  /** Equal for equal paths; two of a million different ones are equal once in 37 million times. */
  static long of(String absolute) {
    long hash = START;
    for (int i = 0; i < absolute.length(); i++) {
      hash = (hash ^ absolute.charAt(i)) * FACTOR;
    }
    hash ^= hash >>> 32; // FNV leaves the high bits of short texts alike
    hash *= 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }

  /** Whether a path is a folder or lies in it. */
  static boolean isWithin(String path, String folder) {
    return path.startsWith(folder)
        && (path.length() == folder.length()
            || folder.endsWith("/")
            || path.charAt(folder.length()) == '/');
  }
}
