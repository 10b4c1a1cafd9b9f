package io.mcpmonitor.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one end of a connection introduces itself. Never a metric label.
 *
 * @param name the program
 * @param version its version
 */
public record Implementation(@Nullable String name, @Nullable String version) {
  private static final int MAX_TEXT = 200;

  /** Long texts are cut. */
  public static Implementation of(@Nullable String name, @Nullable String version) {
    return new Implementation(cut(name), cut(version));
  }

  /** Whether it introduces itself like this. */
  public boolean is(@Nullable String otherName, @Nullable String otherVersion) {
    return Objects.equals(name, otherName) && Objects.equals(version, otherVersion);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
