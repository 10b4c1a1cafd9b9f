package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.SqlText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the literals and comments out of one statement, in one pass over it. Where a dialect leaves
 * open what is text and what is not, the rest of the statement is left out: no literal may leave
 * the process.
 */
final class SqlSanitizer {
  private static final int MAX_READ = 16_384;
  private static final int MAX_QUERY = 2_000;
  private static final int MAX_SUMMARY = 255;
  private static final String CUT = " …";

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

  private final String raw;
  private final SqlDialect dialect;
  private final int end;
  private final StringBuilder out;
  private final StringBuilder summary = new StringBuilder();
  private int at;
  private boolean space;
  private boolean stopped;
  private boolean tableNext;
  private boolean lastWasTable;
  private @Nullable String operation;
  private @Nullable String collection;
  private boolean severalCollections;
  private String lastWord = "";
  private int depth;
  private long functions;

  SqlSanitizer(String raw, SqlDialect dialect) {
    this.raw = raw;
    this.dialect = dialect;
    this.end = Math.min(raw.length(), MAX_READ);
    this.out = new StringBuilder(Math.min(end, MAX_QUERY) + 16);
  }

  SqlText text() {
    while (at < end && !stopped && out.length() < MAX_QUERY) {
      step(raw.charAt(at));
    }
    if (stopped || at < raw.length()) {
      out.append(CUT);
    }
    return new SqlText(
        out.toString(),
        operation,
        severalCollections ? null : collection,
        summary.length() <= MAX_SUMMARY ? summary.toString() : summary.substring(0, MAX_SUMMARY));
  }

  private void step(char c) {
    if (Character.isWhitespace(c)) {
      space = out.length() > 0;
      at++;
    } else if (c == '-' && isNext('-') && beginsComment()) {
      skipLine();
    } else if (c == '#' && dialect.escapes) {
      skipLine();
    } else if (c == '/' && isNext('*')) {
      skipComment();
    } else if (c == '\'') {
      literal(c, dialect.escapes);
    } else if (c == '"' && dialect.quotesTexts) {
      literal(c, dialect.escapes);
    } else if (c == '"' || c == '`') {
      quotedName(c);
    } else if (c == '[' && (dialect == SqlDialect.SQL_SERVER || dialect == SqlDialect.SQLITE)) {
      quotedName(']');
    } else if (c == '$' && dialect != SqlDialect.ORACLE && isDollarQuote()) {
      dollarQuoted();
    } else if (isDigit(c) || (c == '.' && at + 1 < end && isDigit(raw.charAt(at + 1)))) {
      number();
    } else if (Character.isLetter(c) || c == '_' || c == '@' || c == ':' || c == '$') {
      word();
    } else {
      symbol(c);
    }
  }

  /** MySQL wants a space behind it; elsewhere it would be arithmetic there. */
  private boolean beginsComment() {
    return !dialect.escapes || at + 2 >= end || raw.charAt(at + 2) <= ' ';
  }

  private void skipLine() {
    while (at < end && raw.charAt(at) != '\n' && raw.charAt(at) != '\r') {
      at++;
    }
    space = out.length() > 0;
  }

  private void skipComment() {
    int depth = 1;
    at += 2;
    while (at < end) {
      char c = raw.charAt(at);
      if (c == '*' && isNext('/')) {
        at += 2;
        if (--depth == 0) {
          space = out.length() > 0;
          return;
        }
      } else if (c == '/' && isNext('*')) {
        if (!dialect.nestsComments) {
          stopped = true; // who knows which end is meant
          return;
        }
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    stopped = true;
  }

  /** A text in quotes. Doubled quotes belong to it. */
  private void literal(char quote, boolean escapes) {
    at++;
    while (at < end) {
      char c = raw.charAt(at);
      if (c == '\\' && at + 1 < end) {
        if (escapes) {
          at += 2;
          continue;
        }
        if (raw.charAt(at + 1) == quote && dialect != SqlDialect.SQLITE) {
          stopAtLiteral(); // a setting decides whether the text ends here
          return;
        }
      }
      if (c == quote) {
        if (!isNext(quote)) {
          at++;
          placeholder();
          return;
        }
        at++;
      }
      at++;
    }
    stopAtLiteral();
  }

  private void stopAtLiteral() {
    placeholder();
    stopped = true;
  }

  private void quotedName(char quote) {
    int start = at++;
    while (at < end) {
      if (raw.charAt(at) == quote) {
        if (!isNext(quote)) {
          at++;
          name(raw.substring(start, at));
          return;
        }
        at++;
      }
      at++;
    }
    stopped = true;
  }

  private boolean isDollarQuote() {
    int i = at + 1;
    while (i < end
        && (Character.isLetter(raw.charAt(i))
            || raw.charAt(i) == '_'
            || (i > at + 1 && isDigit(raw.charAt(i))))) {
      i++;
    }
    return i < end && raw.charAt(i) == '$';
  }

  private void dollarQuoted() {
    int tagEnd = raw.indexOf('$', at + 1) + 1;
    int close = raw.indexOf(raw.substring(at, tagEnd), tagEnd);
    if (close < 0 || close >= end) {
      stopAtLiteral();
      return;
    }
    at = close + (tagEnd - at);
    placeholder();
  }

  private void number() {
    at++;
    while (at < end) {
      char c = raw.charAt(at);
      boolean exponent =
          (c == '+' || c == '-') && (raw.charAt(at - 1) == 'e' || raw.charAt(at - 1) == 'E');
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !exponent) {
        break;
      }
      at++;
    }
    placeholder();
  }

  /** A word, or the prefix of a literal: N'…', E'…', X'…', U&'…', q'[…]'. */
  private void word() {
    int start = at++;
    while (at < end && isPartOfWord(raw.charAt(at))) {
      at++;
    }
    boolean quoted = at < end && raw.charAt(at) == '\'';
    String word = raw.substring(start, at);
    if (!quoted && at + 1 < end && raw.charAt(at) == '&' && raw.charAt(at + 1) == '\'') {
      at++;
      quoted = true;
    }
    if (quoted && raw.charAt(start) != ':' && raw.charAt(start) != '@') {
      if (word.equalsIgnoreCase("q") || word.equalsIgnoreCase("nq")) {
        oracleQuoted();
        return;
      }
      if (word.length() <= 2 || dialect.escapes) {
        literal('\'', dialect.escapes || word.equalsIgnoreCase("e"));
        return;
      }
    }
    name(word);
  }

  private void oracleQuoted() {
    if (dialect != SqlDialect.ORACLE || at + 1 >= end) {
      stopAtLiteral();
      return;
    }
    char open = raw.charAt(at + 1);
    char close =
        switch (open) {
          case '[' -> ']';
          case '{' -> '}';
          case '(' -> ')';
          case '<' -> '>';
          default -> open;
        };
    for (int i = at + 2; i + 1 < end; i++) {
      if (raw.charAt(i) == close && raw.charAt(i + 1) == '\'') {
        at = i + 2;
        placeholder();
        return;
      }
    }
    stopAtLiteral();
  }

  private void symbol(char c) {
    gap();
    out.append(c);
    at++;
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

  private long bit() {
    return 1L << depth;
  }

  /** A list of literals becomes one. */
  private void placeholder() {
    gap();
    out.append('?');
    int length = out.length();
    if (length >= 4
        && out.charAt(length - 2) == ' '
        && out.charAt(length - 3) == ','
        && out.charAt(length - 4) == '?') {
      out.setLength(length - 3);
    } else if (length >= 3 && out.charAt(length - 2) == ',' && out.charAt(length - 3) == '?') {
      out.setLength(length - 2);
    }
    lastWasTable = false;
    tableNext = false;
    lastWord = "";
  }

  private void name(String word) {
    boolean afterDot = out.length() > 0 && out.charAt(out.length() - 1) == '.' && !space;
    gap();
    out.append(word);
    if (afterDot && lastWasTable) {
      addToTable(word);
      return;
    }
    String upper = word.length() <= 16 ? word.toUpperCase(Locale.ROOT) : word;
    String before = lastWord;
    lastWord = upper;
    if (operation == null && VERBS.contains(upper)) {
      operation = upper;
      summarize(upper);
      tableNext = BEFORE_TABLE.contains(upper);
    } else if (tableNext && FILLERS.contains(upper)) {
      return;
    } else if (BEFORE_TABLE.contains(upper)) {
      boolean update = upper.equals("UPDATE");
      boolean noTable = update ? BEFORE_NO_UPDATE.contains(before) : (functions & bit()) != 0;
      tableNext = !noTable;
      lastWasTable = false;
      if (update && !noTable) {
        summarize(upper);
      }
    } else if (INNER_VERBS.contains(upper)) {
      summarize(upper);
      functions &= ~bit();
      tableNext = false;
      lastWasTable = false;
    } else if (tableNext && (Character.isLetter(word.charAt(0)) || isQuoted(word))) {
      tableNext = false;
      lastWasTable = true;
      table(word);
    } else {
      tableNext = false;
      lastWasTable = false;
    }
  }

  private static boolean isQuoted(String word) {
    char c = word.charAt(0);
    return c == '"' || c == '`' || c == '[' || c == '_';
  }

  private void table(String name) {
    severalCollections = collection != null && !collection.equals(name);
    collection = collection == null ? name : collection;
    summarize(name);
  }

  /** The name had a schema before it. */
  private void addToTable(String name) {
    if (collection != null && !severalCollections) {
      collection = collection + "." + name;
    }
    summary.append('.').append(name);
  }

  private void summarize(String word) {
    if (summary.length() < MAX_SUMMARY) {
      summary.append(summary.length() == 0 ? "" : " ").append(word);
    }
  }

  private void gap() {
    if (space) {
      out.append(' ');
      space = false;
    }
  }

  private boolean isNext(char c) {
    return at + 1 < end && raw.charAt(at + 1) == c;
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '@';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
