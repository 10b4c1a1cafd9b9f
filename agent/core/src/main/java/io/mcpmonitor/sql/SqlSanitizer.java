package io.mcpmonitor.sql;

import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.sql.SqlTokenizer.Token;

/** Writes one statement again without its literals and comments. */
final class SqlSanitizer {
  private static final int MAX_QUERY = 2_000;
  private static final String CUT = " …";

  private final SqlTokenizer tokens;
  private final SqlSummary summary = new SqlSummary();
  private final StringBuilder out;
  private boolean afterDot;

  SqlSanitizer(String raw, SqlDialect dialect) {
    this.tokens = new SqlTokenizer(raw, dialect);
    this.out = new StringBuilder(Math.min(raw.length(), MAX_QUERY) + 16);
  }

  SqlText text() {
    boolean more = true;
    while (more && out.length() < MAX_QUERY && !summary.isPasswordNext()) {
      more = add(tokens.next());
    }
    if (tokens.isCut()) {
      out.append(CUT);
    }
    return new SqlText(out.toString(), summary.operation(), summary.collection(), summary.text());
  }

  private boolean add(Token token) {
    if (token == Token.END) {
      return false;
    }
    boolean space = tokens.isAfterSpace() && out.length() > 0;
    if (space) {
      out.append(' ');
    }
    if (token == Token.LITERAL) {
      placeholder();
      summary.literal();
    } else if (token == Token.SYMBOL) {
      out.append(tokens.symbol());
      summary.symbol(tokens.symbol());
    } else {
      String word = tokens.text();
      out.append(word);
      summary.word(word, afterDot && !space);
    }
    afterDot = token == Token.SYMBOL && tokens.symbol() == '.';
    return true;
  }

  /** A list of literals becomes one. */
  private void placeholder() {
    out.append('?');
    if (endsWith("?, ?")) {
      out.setLength(out.length() - 3);
    } else if (endsWith("?,?")) {
      out.setLength(out.length() - 2);
    }
  }

  private boolean endsWith(String end) {
    int from = out.length() - end.length();
    for (int i = 0; i < end.length(); i++) {
      if (from < 0 || out.charAt(from + i) != end.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
