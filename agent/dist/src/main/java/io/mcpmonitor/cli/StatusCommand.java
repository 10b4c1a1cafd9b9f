package io.mcpmonitor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Prints the health report: checks, tools, calls in flight.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final Target target = new Target();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CliException {
    AgentClient agent = target.client(console.environment());
    Json report = agent.health();
    List<Json> calls = agent.object("/calls").items("in_flight");
    String up = HealthText.time(report.number("uptime_seconds"));
    console.line(HealthText.headline(report) + ", up " + up + ", " + agent.url());
    checks(report);
    Json sync = agent.object("/sync");
    scans(sync.items("scans"));
    watchers(sync.items("watchers"));
    tools(report);
    calls(calls);
    return CliException.OK;
  }

  private void checks(Json report) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Json> check : report.objects("checks").entrySet()) {
      rows.add(
          List.of(
              check.getKey(),
              check.getValue().text("status", "unknown"),
              check.getValue().text("message")));
    }
    section(List.of("CHECK", "STATUS", "MESSAGE"), rows, "no checks");
  }

  private void scans(List<Json> scans) {
    if (scans.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Json scan : scans) {
      double scanned = scan.number("files_scanned");
      double total = scan.number("files_total");
      rows.add(
          List.of(
              scan.text("name", "-"),
              scan.text("state", "-"),
              HealthText.bar(scanned, total),
              HealthText.count(scanned) + "/" + HealthText.count(total),
              HealthText.count(scan.number("files_per_second")),
              HealthText.time(scan.number("seconds_left")),
              scan.text("root", "-")));
    }
    section(List.of("SCAN", "STATE", "PROGRESS", "FILES", "FILES/S", "LEFT", "FOLDER"), rows, "");
  }

  private void watchers(List<Json> watchers) {
    if (watchers.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Json watcher : watchers) {
      boolean alive = watcher.text("alive").equals("true");
      rows.add(
          List.of(
              watcher.text("name", "-"),
              watcher.text("kind", "-"),
              alive ? "alive" : "dead: " + watcher.text("reason"),
              HealthText.count(watcher.number("events")),
              HealthText.count(watcher.number("overflows")),
              HealthText.time(watcher.number("seconds_since_event"))));
    }
    section(List.of("WATCHER", "KIND", "STATE", "EVENTS", "OVERFLOWS", "SINCE THE LAST"), rows, "");
  }

  private void tools(Json report) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Json> entry : report.objects("tools").entrySet()) {
      Json tool = entry.getValue();
      rows.add(
          List.of(
              entry.getKey(),
              HealthText.count(tool.number("requests")),
              HealthText.count(tool.number("errors")),
              HealthText.percent(tool.number("errors"), tool.number("requests")),
              HealthText.count(tool.number("p95_ms")),
              tool.text("last_used", "-")));
    }
    section(
        List.of("TOOL", "REQUESTS", "ERRORS", "ERROR RATE", "P95 MS", "LAST USED"),
        rows,
        "no tool was called yet");
  }

  private void calls(List<Json> calls) {
    List<List<String>> rows = new ArrayList<>();
    for (Json call : calls) {
      rows.add(
          List.of(
              call.text("method", "-"),
              call.text("tool", "-"),
              HealthText.time(call.number("age_seconds")),
              call.text("waiting").equals("true") ? "waiting" : call.text("thread_name", "-"),
              call.text("client", "-"),
              call.text("transport", "-")));
    }
    section(
        List.of("CALL IN FLIGHT", "TOOL", "AGE", "THREAD", "CLIENT", "TRANSPORT"),
        rows,
        "no calls in flight");
  }

  private void section(List<String> head, List<List<String>> rows, String none) {
    console.line("");
    if (rows.isEmpty()) {
      console.line(none);
    } else {
      console.table(head, rows);
    }
  }
}
