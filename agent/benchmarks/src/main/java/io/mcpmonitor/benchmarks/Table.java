package io.mcpmonitor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints columns for people: the first to the left, numbers to the right. */
final class Table {
  private final List<String[]> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(headings);
  }

  void row(String... cells) {
    rows.add(cells);
  }

  void print() {
    int columns = rows.get(0).length;
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      text.append('|');
      for (int c = 0; c < columns; c++) {
        String cell = rows.get(r)[c];
        String space = " ".repeat(width(c) - cell.length());
        text.append(' ').append(c == 0 ? cell + space : space + cell).append(" |");
      }
      text.append('\n');
      if (r == 0) {
        text.append('|');
        for (int c = 0; c < columns; c++) {
          text.append("-".repeat(width(c) + 1)).append(c == 0 ? "-|" : ":|");
        }
        text.append('\n');
      }
    }
    System.out.println(text);
  }

  private int width(int column) {
    int width = 1;
    for (String[] row : rows) {
      width = Math.max(width, row[column].length());
    }
    return width;
  }

  static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
