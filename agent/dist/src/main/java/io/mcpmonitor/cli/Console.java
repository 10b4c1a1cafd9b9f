package io.mcpmonitor.cli;

import io.mcpmonitor.config.Environment;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a command runs.
 *
 * @param out what the user asked for
 * @param err one line about what went wrong
 * @param environment properties and variables of this process
 */
record Console(PrintWriter out, PrintWriter err, Environment environment) {

  /** Prints a line; text from elsewhere cannot steer the terminal. */
  void line(String text) {
    out.println(printable(text));
  }

  /** Prints a table with columns as wide as needed. */
  void table(List<String> head, List<List<String>> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(head);
    lines.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      line(text.toString().stripTrailing());
    }
  }

  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      printable.append(Character.isISOControl(c) ? '?' : c);
    }
    return printable.toString();
  }
}
