package com.example.docs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder's documents in an in-memory H2 database. */
final class DocsIndex implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DocsIndex.class);
  private static final int MAX_ROWS = 100;

  private final Path folder;
  private final HikariDataSource docs;
  private final HikariDataSource questions;

  record Hit(String path, String title, int score) {}

  record Summary(int documents, int words, long millis) {}

  DocsIndex(Path folder) throws SQLException {
    this.folder = folder;
    String url = "jdbc:h2:mem:docs";
    this.docs = pool("docs", url, "owner", 8);
    try (Connection connection = docs.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET DB_CLOSE_DELAY -1");
      statement.execute(
          "CREATE TABLE documents (path VARCHAR PRIMARY KEY, title VARCHAR, headings VARCHAR,"
              + " word_count INT, body VARCHAR)");
      statement.execute("CREATE TABLE words (path VARCHAR, word VARCHAR, occurrences INT)");
      statement.execute("CREATE INDEX words_by_word ON words (word)");
      // Questions come from outside: their user can read the two tables and nothing else.
      statement.execute("CREATE USER reader PASSWORD ''");
      statement.execute("GRANT SELECT ON documents, words TO reader");
    }
    this.questions = pool("questions", url, "reader", 4);
  }

  private static HikariDataSource pool(String name, String url, String user, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword("");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  /** Reads the whole folder again; searches see the old documents until it is done. */
  synchronized Summary reindex() throws IOException, SQLException {
    long start = System.nanoTime();
    List<Document> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(DocsIndex::isMarkdown).sorted()::iterator) {
        documents.add(Document.read(folder, file));
      }
    }
    int words = 0;
    try (Connection connection = docs.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM documents");
        statement.execute("DELETE FROM words");
      }
      try (PreparedStatement document =
              connection.prepareStatement("INSERT INTO documents VALUES (?, ?, ?, ?, ?)");
          PreparedStatement word =
              connection.prepareStatement("INSERT INTO words VALUES (?, ?, ?)")) {
        for (Document d : documents) {
          words += insert(d, document, word);
        }
      }
      connection.commit();
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    log.info("indexed {} documents, {} words, in {} ms", documents.size(), words, millis);
    return new Summary(documents.size(), words, millis);
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md") && Files.isRegularFile(file);
  }

  private static int insert(Document d, PreparedStatement document, PreparedStatement word)
      throws SQLException {
    int count = d.words().values().stream().mapToInt(Integer::intValue).sum();
    document.setString(1, d.path());
    document.setString(2, d.title());
    document.setString(3, String.join("\n", d.headings()));
    document.setInt(4, count);
    document.setString(5, d.text());
    document.executeUpdate();
    for (Map.Entry<String, Integer> entry : d.words().entrySet()) {
      word.setString(1, d.path());
      word.setString(2, entry.getKey());
      word.setInt(3, entry.getValue());
      word.addBatch();
    }
    word.executeBatch();
    return count;
  }

  /** The documents that hold most of the query's words, best first. */
  List<Hit> search(String query, int limit) throws SQLException {
    List<String> words = Document.words(query);
    if (words.isEmpty()) {
      return List.of();
    }
    String marks = String.join(", ", Collections.nCopies(words.size(), "?"));
    String sql =
        "SELECT d.path, d.title, SUM(w.occurrences) AS score FROM words w"
            + " JOIN documents d ON d.path = w.path WHERE w.word IN ("
            + marks
            + ") GROUP BY d.path, d.title ORDER BY COUNT(*) DESC, score DESC, d.path LIMIT ?";
    try (Connection connection = docs.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int i = 1;
      for (String word : words) {
        statement.setString(i++, word);
      }
      statement.setInt(i, limit);
      List<Hit> hits = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          hits.add(new Hit(rows.getString(1), rows.getString(2), rows.getInt(3)));
        }
      }
      return hits;
    }
  }

  /** Path to title, by path. */
  Map<String, String> titles() throws SQLException {
    Map<String, String> titles = new LinkedHashMap<>();
    try (Connection connection = docs.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT path, title FROM documents ORDER BY path")) {
      while (rows.next()) {
        titles.put(rows.getString(1), rows.getString(2));
      }
    }
    return titles;
  }

  Optional<String> text(String path) throws SQLException {
    return column("body", path);
  }

  /** The headings of a document, one per line. */
  Optional<String> outline(String path) throws SQLException {
    return column("headings", path);
  }

  private Optional<String> column(String column, String path) throws SQLException {
    try (Connection connection = docs.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT " + column + " FROM documents WHERE path = ?")) {
      statement.setString(1, path);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** The rows of a SELECT, tab separated, under a line of column names; at most 100. */
  String ask(String sql) throws SQLException {
    try (Connection connection = questions.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(MAX_ROWS);
      statement.setQueryTimeout(5);
      try (ResultSet rows = statement.executeQuery(sql)) {
        int columns = rows.getMetaData().getColumnCount();
        StringBuilder table = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          appendCell(table, i, rows.getMetaData().getColumnLabel(i));
        }
        while (rows.next()) {
          table.append('\n');
          for (int i = 1; i <= columns; i++) {
            appendCell(table, i, rows.getString(i));
          }
        }
        return table.toString();
      }
    }
  }

  private static void appendCell(StringBuilder table, int column, @Nullable String value) {
    if (column > 1) {
      table.append('\t');
    }
    table.append(value);
  }

  @Override
  public void close() {
    questions.close();
    docs.close();
  }
}
