package io.mcpmonitor.cli;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.config.ConfigLoader;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.output.runfile.RunFile;
import io.mcpmonitor.output.runfile.RunFiles;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "attach",
    description = "Begins to monitor a Java process that is already running.",
    mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONFIG = "config=";

  private final Console console;

  @Parameters(index = "0", paramLabel = "<pid>", description = "Process id; 'list' shows them.")
  private String process = "";

  @Parameters(
      index = "1..*",
      paramLabel = "<key=value>",
      description = "Settings, as after -javaagent:mcp-monitor.jar=; 'config' shows them.")
  private List<String> settings = List.of();

  AttachCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CliException, InterruptedException {
    long pid = Target.pid(process);
    String options = options(settings);
    AgentConfig config = ConfigLoader.load(options, new Environment(Map.of(), Map.of()));
    if (!config.problems().isEmpty()) {
      throw new CliException(
          CliException.USAGE, "not attached: " + String.join(" | ", config.problems()));
    }
    String jar = jar();
    requireAttachable(pid);
    AttachApi.load(pid, jar, options);
    if (!config.enabled() || !config.http().enabled()) {
      console.line("Attached to process " + pid + ", without an endpoint as asked.");
      return CliException.OK;
    }
    RunFile runFile = await(pid);
    if (runFile.off() != null) {
      console.line(Target.withoutEndpoint(runFile));
      return CliException.OK;
    }
    console.line("Monitoring process " + pid + " (" + runFile.service() + ")");
    console.line("  health   " + runFile.url() + "/health");
    console.line("  metrics  " + runFile.url() + "/metrics");
    console.line("  report   java -jar mcp-monitor.jar status " + pid);
    return CliException.OK;
  }

  /** Joins the settings as agent arguments; a file is meant from where the user stands. */
  static String options(List<String> settings) throws CliException {
    StringBuilder options = new StringBuilder();
    for (String setting : settings) {
      String key = setting.substring(0, setting.indexOf('=') + 1);
      String value = setting.substring(key.length());
      if (key.equals(CONFIG) && !value.isEmpty()) {
        value = new File(value).getAbsolutePath();
      }
      if (value.indexOf(',') >= 0) {
        char quote = value.indexOf('"') < 0 ? '"' : '\'';
        if (value.indexOf(quote) >= 0) {
          throw new CliException(
              CliException.USAGE, key + " has commas and both kinds of quotes, one may remain");
        }
        boolean quoted = value.charAt(0) == '\'' && value.endsWith("'");
        value = quoted ? value : quote + value + quote;
      }
      options.append(options.isEmpty() ? "" : ",").append(key).append(value);
    }
    return options.toString();
  }

  private String jar() throws CliException {
    String path = console.environment().properties().getOrDefault("java.class.path", "");
    if (path.endsWith(".jar") && path.indexOf(File.pathSeparatorChar) < 0) {
      return new File(path).getAbsolutePath();
    }
    throw new CliException(
        CliException.PROBLEM, "attach works from the jar: java -jar mcp-monitor.jar attach <pid>");
  }

  private void requireAttachable(long pid) throws CliException {
    ProcessHandle current = ProcessHandle.current();
    Optional<ProcessHandle> found = ProcessHandle.of(pid);
    if (found.isEmpty()) {
      throw problem("there is no process " + pid);
    }
    if (pid == current.pid()) {
      throw problem("process " + pid + " is this command");
    }
    Optional<RunFile> runFile = runFile(pid);
    if (runFile.isPresent()) {
      throw problem(
          runFile.get().off() == null
              ? "process " + pid + " is already monitored: " + runFile.get().url()
              : Target.withoutEndpoint(runFile.get()));
    }
    Optional<String> user = found.get().info().user();
    if (user.isPresent() && !user.equals(current.info().user())) {
      throw problem(
          "process " + pid + " belongs to user " + user.get() + ": run this command as that user");
    }
    if (!Jvms.available()) {
      throw problem("this Java runtime has no module jdk.attach: run the command with a full JDK");
    }
    if (!Jvms.isSafe(found.get())) {
      throw problem(
          "process "
              + pid
              + " is no JVM, or one that cannot be attached to (-XX:+DisableAttachMechanism)");
    }
  }

  private Optional<RunFile> runFile(long pid) throws CliException {
    try {
      return RunFiles.find(pid, console.environment());
    } catch (IOException e) {
      throw problem("run files cannot be read: " + e.getMessage());
    }
  }

  private RunFile await(long pid) throws CliException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      Optional<RunFile> runFile = runFile(pid);
      if (runFile.isPresent()) {
        return runFile.get();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw problem(
        "process "
            + pid
            + " took the agent but showed no endpoint within "
            + PATIENCE.toSeconds()
            + " s; its stderr may say why");
  }

  private static CliException problem(String line) {
    return new CliException(CliException.PROBLEM, line);
  }
}
