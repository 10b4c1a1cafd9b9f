package io.mcpmonitor.jar;

import java.nio.file.Path;

/** Where the build put the jar. */
final class TheJar {
  private TheJar() {}

  static Path target() {
    return Path.of(System.getProperty("agent.target", "target")).toAbsolutePath();
  }

  static Path path() {
    return target().resolve("mcp-monitor.jar");
  }
}
