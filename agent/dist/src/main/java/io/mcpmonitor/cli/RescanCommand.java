package io.mcpmonitor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "rescan",
    description =
        "Makes the application scan its files anew: calls the method that scan.recovery-method"
            + " names; exit code 1 when that could not be done.",
    mixinStandardHelpOptions = true)
final class RescanCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final Target target = new Target();

  RescanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CliException {
    AgentClient agent = target.commander(console.environment());
    Json answer = agent.post("/sync/rescan");
    String outcome = answer.text("outcome");
    boolean begun = outcome.equals("started") || outcome.equals("done");
    String message = answer.text("message", "no answer that this command understands");
    if (!begun) {
      throw new CliException(CliException.PROBLEM, message);
    }
    console.line(message);
    return CliException.OK;
  }
}
