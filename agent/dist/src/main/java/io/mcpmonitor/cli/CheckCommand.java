package io.mcpmonitor.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    description =
        "One line about the health; exit code 0 healthy, 1 degraded or unhealthy,"
            + " 2 unreachable.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final Target target = new Target();

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CliException {
    Json report = target.client(console.environment()).health();
    StringBuilder line = new StringBuilder(HealthText.headline(report));
    for (Map.Entry<String, Json> check : report.objects("checks").entrySet()) {
      String status = check.getValue().text("status");
      if (status.equals("warn") || status.equals("fail")) {
        line.append("; ").append(check.getKey()).append(": ");
        line.append(check.getValue().text("message", status));
      }
    }
    console.line(line.toString());
    boolean healthy = report.text("status").equals("healthy");
    return healthy ? CliException.OK : CliException.PROBLEM;
  }
}
