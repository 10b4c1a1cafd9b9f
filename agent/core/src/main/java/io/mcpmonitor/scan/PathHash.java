package io.mcpmonitor.scan;

import java.nio.file.Path;

/** Paths as text: made absolute without asking the file system, and their 64-bit hashes. */
final class PathHash {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;
  private static final long OTHER_FACTOR = 0xc2b2ae3d27d4eb4fL;

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

  /** Nearly always, and then two searches by the processor's own instructions say so. */
  private static boolean isPlain(String path) {
    return !path.contains("//")
        && (path.length() == 1 || !path.endsWith("/"))
        && (!path.contains("/.") || hasHiddenNamesOnly(path));
  }

  private static boolean hasHiddenNamesOnly(String path) {
    for (int dot = path.indexOf("/."); dot >= 0; dot = path.indexOf("/.", dot + 2)) {
      char after = dot + 2 < path.length() ? path.charAt(dot + 2) : '/';
      if (after == '/' || after == '.') {
        return false;
      }
    }
    return true;
  }

  /** Equal for equal paths; two of a million different ones are equal once in 37 million times. */
  static long of(String absolute) {
    int slash = absolute.lastIndexOf('/');
    return child(folder(absolute, Math.max(slash, 0)), absolute, slash + 1);
  }

  /** The hash of a folder; that of the same path as a file is another one. */
  static long folder(String absolute) {
    return folder(absolute, absolute.equals("/") ? 0 : absolute.length());
  }

  /** The hash of the folder whose path ends there. */
  static long folder(String absolute, int end) {
    return text(absolute, 0, end) | 1; // never 0, which stands for none
  }

  /** The hash of a file, by its folder's and the name that begins there in its path. */
  static long child(long folder, String text, int from) {
    long hash = (folder ^ (folder >>> 31)) * OTHER_FACTOR + text(text, from, text.length());
    hash = (hash ^ (hash >>> 32)) * FACTOR;
    hash = (hash ^ (hash >>> 29)) * OTHER_FACTOR;
    return hash ^ (hash >>> 32);
  }

  /** Four characters at a time. */
  private static long text(String text, int from, int to) {
    long hash = (long) to - from;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      long four =
          text.charAt(i)
              | (long) text.charAt(i + 1) << 16
              | (long) text.charAt(i + 2) << 32
              | (long) text.charAt(i + 3) << 48;
      hash = (hash ^ four) * FACTOR;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 16 | text.charAt(i);
    }
    hash = (hash ^ rest) * FACTOR;
    return hash ^ (hash >>> 32);
  }

  /** Whether a path is a folder or lies in it. */
  static boolean isWithin(String path, String folder) {
    return path.startsWith(folder)
        && (path.length() == folder.length()
            || folder.endsWith("/")
            || path.charAt(folder.length()) == '/');
  }
}
