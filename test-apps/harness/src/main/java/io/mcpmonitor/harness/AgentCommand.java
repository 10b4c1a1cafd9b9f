package io.mcpmonitor.harness;

import java.nio.charset.StandardCharsets;

/** The command line of the agent, as a person uses it: in a process of its own. */
public final class AgentCommand {
  private AgentCommand() {}

  /**
   * Puts the agent into a running process, on any free port.
   *
   * @param settings as {@code key=value}
   * @return what the command says
   */
  public static String attach(AgentJvm jvm, String... settings) {
    String[] arguments = new String[settings.length + 3];
    arguments[0] = "attach";
    arguments[1] = String.valueOf(jvm.pid());
    arguments[2] = "http.port=0";
    System.arraycopy(settings, 0, arguments, 3, settings.length);
    return run(0, arguments);
  }

  /**
   * Runs a command to its end.
   *
   * @return what it says on stdout
   * @throws IllegalStateException when it ends with another exit code
   */
  public static String run(int exitCode, String... arguments) {
    try (AgentJvm command =
        AgentJvm.on(Jdks.require(17)).jar(AgentJar.path()).args(arguments).start()) {
      int exit = command.awaitExit(AgentJvm.PATIENCE);
      String said = new String(command.stdoutBytes(), StandardCharsets.UTF_8);
      if (exit != exitCode) {
        throw new IllegalStateException("exit " + exit + ": " + said + command.story());
      }
      return said;
    }
  }
}
