package io.mcpmonitor.it;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What was seen to work on which library, version, transport and JDK: one table for all test
 * classes with this extension, printed when the last of them has ended. Only with {@code -Pmatrix}.
 */
final class MatrixTable implements BeforeAllCallback {
  private static final Map<Row, Set<String>> ROWS = new TreeMap<>();

  /** A cell of the matrix that has run. */
  private record Row(String library, String version, String transport, String jdk)
      implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return key().compareTo(other.key());
    }

    /** In which 0.4 comes before 0.11. */
    private String key() {
      StringBuilder padded = new StringBuilder();
      for (String part : version.split("\\.", -1)) {
        padded.append("0".repeat(Math.max(0, 4 - part.length()))).append(part).append('.');
      }
      return library + " " + padded + " " + transport + " " + jdk;
    }
  }

  private static final class Printer implements AutoCloseable {
    private final AtomicBoolean printed = new AtomicBoolean();

    @Override
    public void close() {
      if (Boolean.getBoolean("mcp.monitor.test.matrix") && printed.compareAndSet(false, true)) {
        System.out.println(table());
      }
    }
  }

  /**
   * Something has been asserted and holds.
   *
   * @param library for people, such as {@code Quarkus MCP}
   * @param what in one or two words, such as {@code cancellation}; they become the columns
   */
  static void works(String library, String version, String transport, String jdk, String... what) {
    synchronized (ROWS) {
      ROWS.computeIfAbsent(new Row(library, version, transport, jdk), row -> new LinkedHashSet<>())
          .addAll(Set.of(what));
    }
  }

  /** The table in Markdown. */
  static String table() {
    synchronized (ROWS) {
      Set<String> columns = new TreeSet<>();
      ROWS.values().forEach(columns::addAll);
      StringBuilder table = new StringBuilder("\nWhat was seen to work\n\n");
      table.append("| library | version | transport | JDK | ");
      table.append(String.join(" | ", columns)).append(" |\n");
      table.append("|---".repeat(4 + columns.size())).append("|\n");
      ROWS.forEach(
          (row, works) ->
              table.append(
                  columns.stream()
                      .map(column -> works.contains(column) ? "yes" : "-")
                      .collect(
                          Collectors.joining(
                              " | ",
                              "| "
                                  + String.join(
                                      " | ",
                                      row.library(),
                                      row.version(),
                                      row.transport(),
                                      row.jdk())
                                  + " | ",
                              " |\n"))));
      return table.toString();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(MatrixTable.class, key -> new Printer());
  }
}
