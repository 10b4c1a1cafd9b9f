package io.mcpmonitor.cli;

import io.mcpmonitor.config.Environment;
import io.mcpmonitor.output.runfile.RunFile;
import io.mcpmonitor.output.runfile.RunFiles;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The agent that a command is about: the parameters that several commands share. */
final class Target {
  @Parameters(
      index = "0",
      paramLabel = "<pid|url>",
      description = "Process id, or the address of the agent such as 127.0.0.1:9464.")
  private String name = "";

  @Option(
      names = "--token",
      paramLabel = "<token>",
      description = "Token of a protected endpoint; else MCP_MONITOR_HTTP_TOKEN.")
  private @Nullable String token;

  /** Finds the agent; does not talk to it yet. */
  AgentClient client(Environment environment) throws CliException {
    String given = given(environment);
    if (name.indexOf(':') >= 0) {
      return new AgentClient(url(), given);
    }
    RunFile runFile = reachable(environment);
    boolean fromFile = token == null && runFile.token() != null;
    return new AgentClient(runFile.url(), fromFile ? runFile.token() : given);
  }

  /** Like {@link #client}, with what a command needs: the token, else the run file's secret. */
  AgentClient commander(Environment environment) throws CliException {
    String given = given(environment);
    if (name.indexOf(':') < 0) {
      RunFile runFile = reachable(environment);
      String known = runFile.token() != null ? runFile.token() : runFile.secret();
      return new AgentClient(runFile.url(), token != null || known == null ? given : known);
    }
    String url = url();
    return new AgentClient(url, given != null ? given : secretOf(url, environment));
  }

  private @Nullable String given(Environment environment) throws CliException {
    String ours = token != null ? token : environment.variables().get("MCP_MONITOR_HTTP_TOKEN");
    String given = ours == null || ours.isBlank() ? null : ours.trim();
    if (given != null && !isHeaderText(given)) {
      throw new CliException(
          CliException.USAGE, "the token may hold visible ASCII characters without spaces only");
    }
    return given;
  }

  private RunFile reachable(Environment environment) throws CliException {
    RunFile runFile = runFile(pid(name), environment);
    if (runFile.off() != null) {
      throw new CliException(CliException.UNREACHABLE, withoutEndpoint(runFile));
    }
    return runFile;
  }

  /** The secret of a process of this user that is asked by its address on this machine. */
  private static @Nullable String secretOf(String url, Environment environment)
      throws CliException {
    try {
      for (RunFile runFile : RunFiles.ofUser(environment).list()) {
        String local = "http://localhost:" + runFile.port();
        if (runFile.url().equals(url) || (runFile.off() == null && local.equals(url))) {
          return runFile.token() != null ? runFile.token() : runFile.secret();
        }
      }
      return null;
    } catch (IOException e) {
      throw new CliException(
          CliException.UNREACHABLE, "run files cannot be read: " + e.getMessage());
    }
  }

  /** The one line about a process that records, but shows nothing. */
  static String withoutEndpoint(RunFile runFile) {
    return "process "
        + runFile.pid()
        + " ("
        + runFile.service()
        + ") is monitored, but its endpoint is off: "
        + runFile.off();
  }

  static long pid(String text) throws CliException {
    try {
      long pid = Long.parseLong(text);
      if (pid > 0) {
        return pid;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new CliException(
        CliException.USAGE,
        text + " is neither a process id nor an address such as 127.0.0.1:9464");
  }

  private static RunFile runFile(long pid, Environment environment) throws CliException {
    Optional<RunFile> runFile;
    try {
      runFile = RunFiles.find(pid, environment);
    } catch (IOException e) {
      throw new CliException(
          CliException.UNREACHABLE, "run files cannot be read: " + e.getMessage());
    }
    if (runFile.isPresent()) {
      return runFile.get();
    }
    throw new CliException(
        CliException.UNREACHABLE,
        ProcessHandle.of(pid).isEmpty()
            ? "there is no process " + pid
            : "process "
                + pid
                + " is not monitored for this user; to begin: java -jar mcp-monitor.jar attach "
                + pid);
  }

  private String url() throws CliException {
    String url = name.startsWith("http:") || name.startsWith("https:") ? name : "http://" + name;
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new CliException(
        CliException.USAGE, name + " is not an address such as http://127.0.0.1:9464");
  }

  private static boolean isHeaderText(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
