package io.mcpmonitor.cli;

import io.mcpmonitor.config.ConfigReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "config",
    description = "Prints every setting with its default and its meaning.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  private static final int WIDTH = 90;
  private static final String INDENT = "    ";

  private final Console console;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.line("Agent argument and YAML key: as below; system property: mcp.monitor.<key>;");
    console.line("environment: MCP_MONITOR_<KEY> with _ for . and -");
    for (ConfigReference.Entry entry : ConfigReference.entries()) {
      console.line("");
      console.line(entry.key() + "  (default: " + entry.defaultText() + ")");
      StringBuilder line = new StringBuilder(INDENT);
      for (String word : entry.meaning().split(" ", -1)) {
        if (line.length() + word.length() > WIDTH) {
          console.line(line.toString().stripTrailing());
          line.setLength(INDENT.length());
        }
        line.append(word).append(' ');
      }
      console.line(line.toString().stripTrailing());
    }
    return CliException.OK;
  }
}
