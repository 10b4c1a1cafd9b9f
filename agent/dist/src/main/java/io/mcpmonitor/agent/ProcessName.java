package io.mcpmonitor.agent;

import io.mcpmonitor.config.Environment;
import java.io.File;

/** What a process is called whose user and MCP server say nothing. */
final class ProcessName {
  private static final String UNKNOWN = "java";

  private ProcessName() {}

  /** The name of the main class or of the jar, without package, folder and ending. */
  static String of(Environment environment) {
    String command = environment.properties().getOrDefault("sun.java.command", "").strip();
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    if (main.endsWith(".jar")) {
      String file = new File(main).getName();
      return file.substring(0, file.length() - ".jar".length());
    }
    String name = main.substring(Math.max(main.lastIndexOf('.'), main.lastIndexOf('/')) + 1);
    return name.isEmpty() ? UNKNOWN : name;
  }
}
