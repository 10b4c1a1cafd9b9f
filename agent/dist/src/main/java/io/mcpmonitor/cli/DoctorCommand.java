package io.mcpmonitor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description =
        "Prints what works in the agent, what does not and why; exit code 1 when something is"
            + " wrong, 0 when there are warnings only.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final Target target = new Target();
  private boolean wrong;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CliException {
    AgentClient agent = target.client(console.environment());
    List<Json> probes = agent.list("/probes");
    Json config = agent.object("/config");
    List<Json> exporters = agent.list("/exporters");
    console.line("agent at " + agent.url());
    probes(probes);
    exporters(exporters);
    problems(config.texts("problems"));
    settings(config.items("settings"));
    return wrong ? CliException.PROBLEM : CliException.OK;
  }

  private void probes(List<Json> probes) {
    console.line("");
    console.line("Probes");
    boolean active = false;
    boolean waiting = false;
    for (Json probe : probes) {
      active |= probe.text("status").equals("active");
      waiting |= probe.text("status").equals("waiting");
    }
    for (boolean quiet : new boolean[] {false, true}) { // what there is to tell comes first
      for (Json probe : probes) {
        if (isQuiet(probe) == quiet) {
          probe(probe);
        }
      }
    }
    if (!active && waiting) {
      wrong("no probe is active: no supported library has been loaded by the process yet");
    }
  }

  /** Whether there is nothing for the probe to do, and nothing wrong with that. */
  private static boolean isQuiet(Json probe) {
    return List.of("waiting", "disabled", "not_needed").contains(probe.text("status"))
        && probe.texts("untested").isEmpty()
        && probe.texts("gaps").isEmpty()
        && probe.texts("unable").isEmpty()
        && probe.number("failures") == 0;
  }

  private void probe(Json probe) {
    String id = probe.text("id", "?") + ": ";
    int hooks = probe.texts("hooked_methods").size();
    String library = probe.text("library", "its library");
    String reason = probe.text("reason");
    String because = reason.isEmpty() ? "" : ": " + reason;
    switch (probe.text("status")) {
      case "active" -> ok(id + "active, hooked methods: " + hooks + " (" + library + ")");
      case "waiting" -> note(id + "waiting" + because + " (" + library + ")");
      case "disabled" -> note(id + "disabled" + because);
      case "not_needed" -> note(id + "not needed" + because);
      case "inactive" -> wrong(id + "inactive" + because);
      case "failed" -> wrong(id + "switched off after repeated failures" + because);
      default -> wrong(id + "unknown state '" + probe.text("status") + "'");
    }
    for (String missing : probe.texts("missing")) {
      console.line("          missing: " + missing);
    }
    if (probe.text("status").equals("active")) {
      for (String lacking : probe.texts("inactive_for")) {
        wrong(id + "inactive for one application: " + lacking);
      }
    }
    for (String untested : probe.texts("untested")) {
      warn(id + untested);
    }
    for (String gap : probe.texts("gaps")) {
      warn(id + gap);
    }
    for (String noted : probe.texts("notes")) {
      note(id + noted);
    }
    for (String unable : probe.texts("unable")) {
      wrong(id + unable);
    }
    if (probe.number("failures") > 0) {
      wrong(id + HealthText.count(probe.number("failures")) + " failures in its hooks");
    }
  }

  private void exporters(List<Json> exporters) {
    if (exporters.isEmpty()) {
      return;
    }
    console.line("");
    console.line("Export");
    for (Json exporter : exporters) {
      String where = exporter.text("endpoint") + " (" + exporter.text("protocol") + ")";
      String signal = exporter.text("signal") + ": ";
      String since = exporter.text("failing_since");
      if (!since.isEmpty()) {
        wrong(signal + "fails since " + since + ", " + where + ": " + exporter.text("last_error"));
      } else {
        String sent = HealthText.count(exporter.number("exported")) + " sent to ";
        ok(signal + sent + where);
      }
      if (exporter.number("failed") + exporter.number("dropped") > 0) {
        note(
            signal
                + HealthText.count(exporter.number("failed"))
                + " given up, "
                + HealthText.count(exporter.number("dropped"))
                + " dropped");
      }
    }
  }

  private void problems(List<String> problems) {
    console.line("");
    console.line("Configuration");
    for (String problem : problems) {
      wrong(problem);
    }
    if (problems.isEmpty()) {
      ok("no mistakes");
    }
  }

  private void settings(List<Json> settings) {
    List<List<String>> rows = new ArrayList<>();
    for (Json setting : settings) {
      if (!setting.text("origin").equals("default")) {
        rows.add(List.of(setting.text("key"), setting.text("value"), setting.text("origin")));
      }
    }
    if (!rows.isEmpty()) {
      console.line("");
      console.table(List.of("SETTING", "VALUE", "FROM"), rows);
    }
  }

  private void ok(String text) {
    console.line("  ok      " + text);
  }

  private void note(String text) {
    console.line("  -       " + text);
  }

  /** Works, and somebody should look at it. */
  private void warn(String text) {
    console.line("  warn    " + text);
  }

  private void wrong(String text) {
    wrong = true;
    console.line("  wrong   " + text);
  }
}
