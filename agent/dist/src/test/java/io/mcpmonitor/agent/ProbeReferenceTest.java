package io.mcpmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.probe.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reference of the probes is rendered from {@link Probes#ALL}. */
class ProbeReferenceTest {
  private static final Path PAGE = Path.of("../../docs/reference/probes.md");

  private static final String HEAD =
      """
      # Probes

      <!-- Generated from the code: do not edit. A test fails when this file is stale and names the
           command that refreshes it. -->

      A probe watches one library. Methods are matched by class, name and number of parameters, so a
      new version of the library that moves a parameter type changes nothing.

      - The number in brackets is the number of parameters: `sendMessage(1–2)` matches one or two of
        them. `(…)` matches every overload, `<init>` is a constructor. A name behind the number is
        the type of the first parameter.
      - A probe whose requirements are not met is inactive and says what is missing. A method marked
        "if there" may be missing: some versions of the library do without it.
      - A probe may hook further classes at run time, such as a transport that no list can name.
        `/probes` and `doctor` show what is hooked in one process.
      """;

  @Test
  void thePageSaysWhatTheCodeDoes() throws IOException {
    String rendered = render();
    if (Boolean.getBoolean("updateReference")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, rendered);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/probes.md is stale, refresh it with: mvn -pl agent/dist -am test"
                + " -Dtest=ProbeReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -DupdateReference=true")
        .isEqualTo(rendered);
  }

  private static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Probe probe : Probes.ALL) {
      render(page, probe);
    }
    return page.toString();
  }

  private static void render(StringBuilder page, Probe probe) {
    String property = "probes." + probe.id() + ".enabled";
    String variable = "MCP_MONITOR_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
    page.append("\n## ").append(probe.id()).append("\n\n");
    page.append("| | |\n|---|---|\n");
    row(page, "watches", probe.description());
    row(page, "library", probe.library());
    row(page, "switch", "`" + property + "`, `" + variable + "`");
    if (probe.hooks().isEmpty()) {
      page.append("\nHooks what the settings name, and nothing when they name nothing.\n");
      return;
    }
    page.append("\nRequirements: what the probe calls in the library.\n\n");
    for (Probe.Requirement requirement : probe.requirements()) {
      page.append("- `").append(requirement.className()).append('.');
      page.append(requirement.methodName()).append('(');
      page.append(requirement.parameters()).append(")`\n");
    }
    page.append("\nHooked methods, by class.\n\n");
    page.append("| class | methods | fields read |\n|---|---|---|\n");
    byClass(probe)
        .forEach(
            (name, hooks) -> {
              Set<String> methods = new LinkedHashSet<>();
              Set<String> fields = new LinkedHashSet<>();
              for (Hook hook : hooks) {
                methods.add(method(hook));
                hook.fields().forEach(field -> fields.add("`" + field + "`"));
              }
              row(page, "`" + name + "`", String.join(", ", methods), String.join(", ", fields));
            });
  }

  private static Map<String, List<Hook>> byClass(Probe probe) {
    Map<String, List<Hook>> hooks = new LinkedHashMap<>();
    for (Hook hook : probe.hooks()) {
      hooks.computeIfAbsent(hook.className(), unused -> new ArrayList<>()).add(hook);
    }
    return hooks;
  }

  private static String method(Hook hook) {
    Hook.Methods methods = hook.methods();
    String count =
        methods.most() >= 255
            ? "…"
            : methods.least() == methods.most()
                ? Integer.toString(methods.least())
                : methods.least() + "–" + methods.most();
    String first = methods.firstType() == null ? "" : ": " + methods.firstType();
    String optional = hook.optional() ? " if there" : "";
    return "`" + methods.name() + "(" + count + first + ")`" + optional;
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
