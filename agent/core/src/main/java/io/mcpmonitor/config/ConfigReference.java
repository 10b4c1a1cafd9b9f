package io.mcpmonitor.config;

import java.util.List;

/** Writes down every setting, for {@code docs/reference/config.md} and for the command line. */
public final class ConfigReference {
  private static final String HEAD =
      """
      # Configuration

      <!-- Generated from the code: do not edit. A test fails when this file is stale and names the
           command that refreshes it. -->

      Every setting can be written in four places. The first one that has it wins:

      1. agent argument: `-javaagent:mcp-monitor.jar=http.port=9500,service.name=notes`. A value with
         commas stands in single or double quotes: `http.allowed-hosts='a.example,b.example'`.
      2. system property: the key with `mcp.monitor.` before it, `-Dmcp.monitor.http.port=9500`.
      3. environment variable, as in the tables below. An empty variable counts as not set.
      4. YAML file, named by `config`. Nested and dotted keys mean the same:

         ```yaml
         service.name: notes
         http:
           port: 9500
           allowed-hosts: [a.example, b.example]
         ```

      A time has a unit: `100ms`, `10s`, `5m`, `1h`. A share is `80%` or `0.8`.

      A value that cannot be used, an unknown key or an unreadable file is one line on stderr; the
      default is used, and `java -jar mcp-monitor.jar doctor <pid>` shows it again. Effective
      settings and where each came from: `/config` on the agent's endpoint.
      """;

  private static final String OTEL_HEAD =
      """

      ## OpenTelemetry's own settings

      Environment variables, or system properties of the same names in lower case with dots
      (`otel.bsp.max.queue.size`), which come first. Our own keys win over those that say the same. A
      setting for one signal wins over the one for all.

      | variable | default | meaning |
      |---|---|---|
      """;

  private ConfigReference() {}

  /** The page for {@code docs/reference}. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Settings.Section section : Settings.SECTIONS) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append("| key | environment | type | default | meaning |\n|---|---|---|---|---|\n");
      for (Setting<?> setting : section.settings()) {
        page.append("| `")
            .append(setting.key())
            .append("` | `")
            .append(Setting.variable(setting.key()))
            .append("` | ")
            .append(setting.type().label())
            .append(" | ")
            .append(setting.defaultText())
            .append(" | ")
            .append(setting.doc())
            .append(" |\n");
      }
    }
    page.append(OTEL_HEAD);
    for (OtelReference.Entry entry : OtelReference.ENTRIES) {
      page.append("| ")
          .append(entry.shown())
          .append(" | ")
          .append(entry.byDefault())
          .append(" | ")
          .append(entry.meaning())
          .append(" |\n");
    }
    return page.toString();
  }

  /** Every setting in the order of the page, without markup. */
  public static List<Entry> entries() {
    return Settings.SECTIONS.stream()
        .flatMap(section -> section.settings().stream())
        .map(
            setting ->
                new Entry(setting.key(), setting.defaultText(), setting.doc().replace("`", "")))
        .toList();
  }

  /** One setting, for people. */
  public record Entry(String key, String defaultText, String meaning) {}
}
