package io.mcpmonitor.harness;

import java.nio.file.Path;

/**
 * An installed JDK.
 *
 * @param feature 17, 25 and so on
 */
public record Jdk(Path home, int feature) {
  /** The {@code java} command. */
  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "jdk" + feature;
  }
}
