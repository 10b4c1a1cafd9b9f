package io.mcpmonitor.output.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape in the text format, read line by line; fails on anything a scraper might reject. */
final class Scrape {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");

  /** Type by family. */
  final Map<String, String> types = new LinkedHashMap<>();

  /** Help by family. */
  final Map<String, String> helps = new HashMap<>();

  /** Value by name and sorted labels. */
  final Map<String, Double> samples = new LinkedHashMap<>();

  /** Label values of each family's samples. */
  final Map<String, Map<String, String>> labels = new LinkedHashMap<>();

  Scrape(String text) {
    assertThat(text).endsWith("\n");
    String family = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("# HELP ")) {
        String[] parts = line.split(" ", 4);
        helps.put(parts[2], parts[3]);
      } else if (line.startsWith("# TYPE ")) {
        String[] parts = line.split(" ", 4);
        family = parts[2];
        assertThat(types.put(family, parts[3])).as("second TYPE of " + family).isNull();
      } else {
        sample(family, line);
      }
    }
    types.forEach((name, type) -> checkHistogram(name, type));
  }

  double value(String name, String... labels) {
    Map<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    Double value = samples.get(name + wanted);
    assertThat(value).as(name + wanted + " in " + samples.keySet()).isNotNull();
    return value;
  }

  private void sample(String family, String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    String name = sample.group(1);
    String suffix = name.startsWith(family) ? name.substring(family.length()) : "?";
    assertThat(suffix)
        .as(line)
        .isIn(
            "histogram".equals(types.get(family))
                ? new String[] {"_bucket", "_count", "_sum"}
                : new String[] {""});
    Map<String, String> found = new TreeMap<>();
    String inBraces = sample.group(2) == null ? "" : sample.group(2);
    Matcher label = LABEL.matcher(inBraces);
    int end = 0;
    while (label.find() && label.start() == end) {
      assertThat(found.put(label.group(1), label.group(2))).as(line).isNull();
      end = label.end();
    }
    assertThat(end).as(line).isEqualTo(inBraces.length());
    double value =
        sample.group(3).equals("+Inf")
            ? Double.POSITIVE_INFINITY
            : Double.parseDouble(sample.group(3));
    assertThat(samples.put(name + found, value)).as("twice: " + line).isNull();
    labels.computeIfAbsent(family, unused -> new TreeMap<>()).putAll(found);
  }

  private void checkHistogram(String family, String type) {
    if (!type.equals("histogram")) {
      return;
    }
    Map<String, Double> last = new HashMap<>();
    samples.forEach(
        (key, value) -> {
          if (key.startsWith(family + "_bucket{")) {
            String series = key.replaceAll("(, )?le=[^,}]+", "").replace("{, ", "{");
            assertThat(value).as(key).isGreaterThanOrEqualTo(last.getOrDefault(series, 0.0));
            last.put(series, value);
            if (key.contains("le=+Inf")) {
              String count = series.replace(family + "_bucket", family + "_count");
              assertThat(samples).as(key).containsEntry(count, value);
            }
          }
        });
    assertThat(last).as(family).isNotEmpty();
  }
}
