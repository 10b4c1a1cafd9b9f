package io.mcpmonitor.support;

import org.jspecify.annotations.Nullable;

/**
 * A method of the application as its user names it: {@code com.acme.Indexer#indexAll}.
 *
 * @param className binary name: a nested class has a {@code $}
 * @param method all overloads
 */
public record MethodName(String className, String method) {
  /** The method with this name; null when the text is none. */
  public static @Nullable MethodName parse(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      return null;
    }
    String className = text.substring(0, hash);
    String method = text.substring(hash + 1);
    for (String part : className.split("\\.", -1)) {
      if (!isIdentifier(part)) {
        return null;
      }
    }
    return isIdentifier(method) ? new MethodName(className, method) : null;
  }

  private static boolean isIdentifier(String text) {
    if (text.isEmpty() || !Character.isJavaIdentifierStart(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      // Kotlin puts a dash into some names
      if (Character.isIdentifierIgnorable(c) || !(Character.isJavaIdentifierPart(c) || c == '-')) {
        return false;
      }
    }
    return true;
  }

  /** For people: {@code Indexer.indexAll}. */
  public String shortName() {
    int start = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1;
    return className.substring(start) + "." + method;
  }

  /** As it was given. */
  @Override
  public String toString() {
    return className + "#" + method;
  }
}
