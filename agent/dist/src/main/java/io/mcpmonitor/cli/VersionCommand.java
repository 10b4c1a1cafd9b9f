package io.mcpmonitor.cli;

import io.mcpmonitor.support.AgentVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.line("mcp-monitor " + AgentVersion.get());
    return CliException.OK;
  }
}
