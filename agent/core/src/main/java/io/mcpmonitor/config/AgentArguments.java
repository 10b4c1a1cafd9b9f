package io.mcpmonitor.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code key=value,key='value, with commas'}: what stands behind {@code -javaagent:…jar=}. A
 * value that begins with a single or double quote ends with the same one; there is no escape, so
 * that Windows paths can be written as they are.
 */
final class AgentArguments {
  private final String text;
  private final List<String> problems;
  private final Map<String, String> values = new LinkedHashMap<>();
  private String lastKey = "";
  private int at;

  private AgentArguments(String text, List<String> problems) {
    this.text = text;
    this.problems = problems;
  }

  static Map<String, String> parse(String text, List<String> problems) {
    AgentArguments arguments = new AgentArguments(text, problems);
    while (arguments.at < text.length()) {
      arguments.next();
    }
    return arguments.values;
  }

  private void next() {
    int comma = indexOf(',');
    int equals = indexOf('=');
    if (equals >= comma) {
      String part = text.substring(at, comma).trim();
      at = comma + 1;
      if (!part.isEmpty()) {
        missingEquals(part);
      }
      return;
    }
    String key = text.substring(at, equals).trim();
    at = equals + 1;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    char first = at < text.length() ? text.charAt(at) : ',';
    String value = first == '\'' || first == '"' ? quoted(key, first) : upTo(indexOf(','));
    if (values.put(key, value) != null) {
      problems.add(key + " (agent argument): given twice; the last one counts");
    }
    lastKey = key;
  }

  private String quoted(String key, char quote) {
    at++;
    int end = indexOf(quote);
    if (end == text.length()) {
      problems.add(key + " (agent argument): the quote " + quote + " is not closed");
      return upTo(end);
    }
    String value = text.substring(at, end);
    at = end + 1;
    if (!upTo(indexOf(',')).isEmpty()) {
      problems.add(key + " (agent argument): text between the closing quote and the comma ignored");
    }
    return value;
  }

  private String upTo(int end) {
    String value = text.substring(at, end).trim();
    at = end + 1;
    return value;
  }

  /** The part itself is not shown behind another one: it may be the rest of a secret. */
  private void missingEquals(String part) {
    problems.add(
        lastKey.isEmpty()
            ? part + " (agent argument): expected key=value; ignored"
            : "text after "
                + lastKey
                + " (agent argument): expected key=value, or quotes around a value with commas;"
                + " ignored");
  }

  private int indexOf(char c) {
    int index = text.indexOf(c, at);
    return index < 0 ? text.length() : index;
  }
}
