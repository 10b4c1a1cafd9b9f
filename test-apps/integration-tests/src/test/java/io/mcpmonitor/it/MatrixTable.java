package io.mcpmonitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What was seen to work on which library, version, transport and JDK: one table for all test
 * classes with this extension, in whichever JVM they run. Each class adds what it has seen to a
 * file, and renders the table anew. Only with {@code -Pmatrix}.
 */
final class MatrixTable implements AfterAllCallback {
  private static final Map<Row, Set<String>> ROWS = new TreeMap<>();
  private static final String SEPARATOR = "\t";

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
      StringBuilder table = new StringBuilder("What was seen to work\n\n");
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
  public void afterAll(ExtensionContext context) throws IOException {
    String folder = System.getProperty("mcp.monitor.test.table", "");
    if (Matrix.WHOLE && !folder.isEmpty()) {
      addTo(Path.of(folder));
    }
  }

  /** What other JVMs have seen comes from the file; they wait meanwhile. */
  private static void addTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("rows.tsv"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      FileLock unused = file.lock(); // until the file is closed
      new String(Channels.newInputStream(file).readAllBytes(), UTF_8)
          .lines()
          .map(line -> List.of(line.split(SEPARATOR, -1)))
          .forEach(
              parts ->
                  works(
                      parts.get(0),
                      parts.get(1),
                      parts.get(2),
                      parts.get(3),
                      parts.subList(4, parts.size()).toArray(new String[0])));
      file.truncate(0);
      file.write(ByteBuffer.wrap(lines().getBytes(UTF_8)), 0);
      Files.writeString(folder.resolve("table.md"), table());
    }
  }

  private static String lines() {
    synchronized (ROWS) {
      StringBuilder lines = new StringBuilder();
      ROWS.forEach(
          (row, works) ->
              lines
                  .append(
                      String.join(
                          SEPARATOR, row.library(), row.version(), row.transport(), row.jdk()))
                  .append(works.isEmpty() ? "" : SEPARATOR)
                  .append(String.join(SEPARATOR, works))
                  .append('\n'));
      return lines.toString();
    }
  }
}
