package io.mcpmonitor.cli;

import io.mcpmonitor.output.runfile.RunFile;
import io.mcpmonitor.output.runfile.RunFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "Lists the Java processes of this user and whether they are monitored.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Console console;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CliException {
    Map<Long, String> names = new TreeMap<>(Jvms.list());
    Map<Long, RunFile> monitored = new TreeMap<>();
    names.remove(ProcessHandle.current().pid());
    try {
      for (RunFile runFile : RunFiles.ofUser(console.environment()).list()) {
        monitored.put(runFile.pid(), runFile);
        names.putIfAbsent(runFile.pid(), "-");
      }
      for (long pid : names.keySet()) {
        Optional<RunFile> runFile = RunFiles.find(pid, console.environment());
        runFile.ifPresent(found -> monitored.put(pid, found));
      }
    } catch (IOException e) {
      throw new CliException(CliException.PROBLEM, "run files cannot be read: " + e.getMessage());
    }
    if (!Jvms.available()) {
      console.line("Only monitored processes: this Java runtime has no module jdk.attach.");
    }
    if (names.isEmpty()) {
      console.line("No Java process of this user was found.");
      return CliException.OK;
    }
    List<List<String>> rows = new ArrayList<>();
    names.forEach((pid, name) -> rows.add(row(pid, name, monitored.get(pid))));
    console.table(List.of("PID", "MONITORED", "SERVICE", "ENDPOINT", "AGENT", "MAIN"), rows);
    return CliException.OK;
  }

  private static List<String> row(long pid, String name, @Nullable RunFile runFile) {
    if (runFile == null) {
      return List.of(Long.toString(pid), "no", "-", "-", "-", name);
    }
    String version = runFile.version() == null ? "" : " " + runFile.version();
    return List.of(
        Long.toString(pid),
        "yes",
        runFile.service() + version,
        runFile.off() == null ? runFile.url() : "off: " + runFile.off(),
        runFile.agentVersion(),
        name);
  }
}
