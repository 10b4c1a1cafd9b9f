package io.mcpmonitor.harness;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prometheus text, as samples. A label that a sample does not have equals the empty text. */
public record Scrape(List<Sample> samples) {
  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {
    boolean has(Map<String, String> wanted) {
      return wanted.entrySet().stream()
          .allMatch(want -> labels.getOrDefault(want.getKey(), "").equals(want.getValue()));
    }
  }

  public static Scrape of(URI metrics) {
    JsonHttp.Reply reply = JsonHttp.get(metrics, "Accept", "text/plain;version=0.0.4");
    if (reply.status() != 200) {
      throw new IllegalStateException(metrics + " answers " + reply.status());
    }
    return parse(reply.body());
  }

  public static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && line.charAt(0) != '#') {
        samples.add(new SampleParser(line).parse());
      }
    }
    return new Scrape(List.copyOf(samples));
  }

  /**
   * The sum of the samples of that name that have all the labels; 0 without any.
   *
   * @param labels name, value, name, value
   */
  public double sum(String name, String... labels) {
    Map<String, String> wanted = map(labels);
    return samples.stream()
        .filter(sample -> sample.name().equals(name) && sample.has(wanted))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The samples of a name. */
  public List<Sample> named(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  private static Map<String, String> map(String... labels) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i + 1 < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return map;
  }

  private static final class SampleParser {
    private final String line;
    private int at;

    SampleParser(String line) {
      this.line = line;
    }

    Sample parse() {
      String name = until("{ ");
      Map<String, String> labels = new LinkedHashMap<>();
      if (line.charAt(at) == '{') {
        at++;
        while (line.charAt(at) != '}') {
          String label = until("=");
          at += 2;
          labels.put(label, quoted());
          if (line.charAt(at) == ',') {
            at++;
          }
        }
        at++;
      }
      String value = line.substring(at).strip().split(" ", 2)[0];
      return new Sample(name, labels, number(value));
    }

    private String until(String ends) {
      int start = at;
      while (ends.indexOf(line.charAt(at)) < 0) {
        at++;
      }
      return line.substring(start, at);
    }

    private String quoted() {
      StringBuilder text = new StringBuilder();
      while (line.charAt(at) != '"') {
        char c = line.charAt(at++);
        if (c == '\\') {
          char escaped = line.charAt(at++);
          text.append(escaped == 'n' ? '\n' : escaped);
        } else {
          text.append(c);
        }
      }
      at++;
      return text.toString();
    }

    private static double number(String value) {
      return switch (value) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(value);
      };
    }
  }
}
