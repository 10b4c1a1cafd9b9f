package io.mcpmonitor.cli;

import io.mcpmonitor.config.Environment;
import io.mcpmonitor.support.AgentVersion;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code java -jar mcp-monitor.jar}. */
@Command(
    name = "java -jar mcp-monitor.jar",
    description = "Looks at MCP servers that run under the mcp-monitor agent.",
    synopsisSubcommandLabel = "<command>",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    int exitCode = run(new Console(out, err, Environment.ofProcess()), args);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  static int run(Console console, String... args) {
    CommandLine commands = new CommandLine(new Main());
    for (Object command :
        List.of(
            new ListCommand(console),
            new AttachCommand(console),
            new StatusCommand(console),
            new CheckCommand(console),
            new DoctorCommand(console),
            new RescanCommand(console),
            new ConfigCommand(console),
            new VersionCommand(console))) {
      commands.addSubcommand(command);
    }
    commands.setOut(console.out());
    commands.setErr(console.err());
    commands.setParameterExceptionHandler(
        (wrong, arguments) -> {
          String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
          complain(console, wrong.getMessage() + "; see " + command + " --help");
          return CliException.USAGE;
        });
    commands.setExecutionExceptionHandler(
        (failure, command, result) -> {
          if (failure instanceof CliException expected) {
            complain(console, expected.line());
            return expected.exitCode();
          }
          complain(console, "unexpected " + failure);
          return CliException.PROBLEM;
        });
    if (args.length == 0) {
      commands.usage(console.out());
      return CliException.OK;
    }
    try {
      return commands.execute(args);
    } catch (NoClassDefFoundError missing) { // on the runtime that was made for an application
      String name = String.valueOf(missing.getMessage()).replace('/', '.');
      complain(console, "this Java runtime has no " + name + ": run the command with a full JDK");
      return CliException.PROBLEM;
    }
  }

  private static void complain(Console console, String line) {
    console.err().println(Console.printable("mcp-monitor: " + line));
  }

  /** For {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mcp-monitor " + AgentVersion.get()};
    }
  }
}
