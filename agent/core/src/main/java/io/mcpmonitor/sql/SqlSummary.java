package io.mcpmonitor.sql;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds verbs and tables among the words of one statement: as far as a name for a span needs it.
 */
final class SqlSummary {
  private static final int MAX_LENGTH = 255;

  /** Keywords are shorter. */
  private static final int MAX_KEYWORD = 16;

  private static final Set<String> VERBS =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "REPLACE",
          "UPSERT",
          "CALL",
          "EXEC",
          "EXECUTE",
          "CREATE",
          "ALTER",
          "DROP",
          "TRUNCATE",
          "GRANT",
          "REVOKE",
          "SET",
          "SHOW",
          "EXPLAIN",
          "ANALYZE",
          "VACUUM",
          "COPY",
          "LOCK",
          "BEGIN",
          "START",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT",
          "RELEASE",
          "USE",
          "VALUES",
          "WITH",
          "DECLARE",
          "PRAGMA",
          "LISTEN",
          "NOTIFY",
          "REFRESH",
          "COMMENT",
          "DESCRIBE",
          "DO",
          "FETCH");

  /** Verbs that count in the middle of a statement, too. */
  private static final Set<String> INNER_VERBS = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");

  /** What a table follows. */
  private static final Set<String> BEFORE_TABLE =
      Set.of("FROM", "INTO", "JOIN", "UPDATE", "TABLE", "CALL", "EXEC", "MERGE");

  /** Behind these, UPDATE is no verb of its own. */
  private static final Set<String> BEFORE_NO_UPDATE = Set.of("FOR", "DO", "KEY", "ON");

  /** A parenthesis behind another word belongs to a function, whose FROM names no table. */
  private static final Set<String> BEFORE_GROUP =
      Set.of(
          "FROM", "IN", "JOIN", "EXISTS", "AS", "ON", "WHERE", "AND", "OR", "NOT", "ANY", "ALL",
          "UNION", "LATERAL", "USING", "THEN", "ELSE", "WHEN", "BY", "SELECT", "SOME");

  /** What may stand between one of these and the table. */
  private static final Set<String> FILLERS =
      Set.of("ONLY", "IF", "NOT", "EXISTS", "LATERAL", "LOW_PRIORITY", "IGNORE", "INTO", "TABLE");

  private final StringBuilder summary = new StringBuilder();
  private boolean tableNext;
  private boolean passwordNext;
  private boolean lastWasTable;
  private @Nullable String operation;
  private @Nullable String collection;
  private boolean severalCollections;
  private String lastWord = "";
  private int depth;

  /** A bit for each depth of parentheses: whether they are those of a function. */
  private long functions;

  /** The first verb; null when there is none. */
  @Nullable String operation() {
    return operation;
  }

  /** The table, when there is exactly one. */
  @Nullable String collection() {
    return severalCollections ? null : collection;
  }

  /** Verbs and tables in their order. */
  String text() {
    return summary.substring(0, Math.min(MAX_LENGTH, summary.length()));
  }

  /** Whether the next word is a password, which some databases take without quotes. */
  boolean isPasswordNext() {
    return passwordNext;
  }

  void literal() {
    lastWasTable = false;
    tableNext = false;
    lastWord = "";
  }

  void symbol(char c) {
    if (c == '(') {
      depth++;
      functions &= ~bit();
      if (!lastWord.isEmpty() && !BEFORE_GROUP.contains(lastWord)) {
        functions |= bit();
      }
      tableNext = false;
      lastWasTable = false;
    } else if (c == ')') {
      depth--;
      lastWasTable = false;
    } else if (c == ';') {
      tableNext = false;
      lastWasTable = false;
    } else if (c == ',' && lastWasTable) {
      tableNext = true;
    } else if (c != '.') {
      lastWasTable = false;
    }
    lastWord = "";
  }

  /**
   * A word, or a name in quotes.
   *
   * @param afterDot whether a dot stands right before it
   */
  void word(String word, boolean afterDot) {
    if (afterDot && lastWasTable) {
      addToTable(word);
      return;
    }
    String upper = word.length() <= MAX_KEYWORD ? word.toUpperCase(Locale.ROOT) : word;
    String before = lastWord;
    lastWord = upper;
    if (operation == null && VERBS.contains(upper)) {
      operation = upper;
      add(upper);
      tableNext = BEFORE_TABLE.contains(upper);
    } else if (tableNext && FILLERS.contains(upper)) {
      return;
    } else if (BEFORE_TABLE.contains(upper)) {
      beforeTable(upper, before);
    } else if (INNER_VERBS.contains(upper)) {
      add(upper);
      functions &= ~bit();
      tableNext = false;
      lastWasTable = false;
    } else {
      passwordNext = upper.equals("BY") && before.equals("IDENTIFIED");
      lastWasTable = tableNext && mayBeTable(word.charAt(0));
      tableNext = false;
      if (lastWasTable) {
        table(word);
      }
    }
  }

  private void beforeTable(String upper, String before) {
    boolean update = upper.equals("UPDATE");
    boolean noTable = update ? BEFORE_NO_UPDATE.contains(before) : (functions & bit()) != 0;
    tableNext = !noTable;
    lastWasTable = false;
    if (update && !noTable) {
      add(upper);
    }
  }

  private static boolean mayBeTable(char first) {
    return Character.isLetter(first)
        || first == '"'
        || first == '`'
        || first == '['
        || first == '_';
  }

  private void table(String name) {
    severalCollections = collection != null && !collection.equals(name);
    collection = collection == null ? name : collection;
    add(name);
  }

  /** The name had a schema before it. */
  private void addToTable(String name) {
    if (collection != null && !severalCollections) {
      collection = collection + "." + name;
    }
    summary.append('.').append(name);
  }

  private void add(String word) {
    if (summary.length() < MAX_LENGTH) {
      summary.append(summary.length() == 0 ? "" : " ").append(word);
    }
  }

  private long bit() {
    return 1L << depth;
  }
}
