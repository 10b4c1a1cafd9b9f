package io.mcpmonitor.sql;

import io.mcpmonitor.sql.SqlDialect.Rule;

/**
 * Cuts one statement into words, names in quotes, literals and symbols, and skips comments. Where
 * the dialect, or a setting of the database, leaves open what is text and what is not, the
 * statement ends for it: no literal may be taken for anything else.
 */
final class SqlTokenizer {
  private static final int MAX_READ = 16_384;

  /** What {@link #next} has found. */
  enum Token {
    /** A keyword, a name or a parameter. */
    WORD,
    QUOTED_NAME,
    /** A text or a number; its value is nobody's business. */
    LITERAL,
    /** One character. */
    SYMBOL,
    END
  }

  private final String raw;
  private final SqlDialect dialect;
  private final int end;
  private int at;
  private int start;
  private boolean space;
  private boolean stopped;

  SqlTokenizer(String raw, SqlDialect dialect) {
    this.raw = raw;
    this.dialect = dialect;
    this.end = Math.min(raw.length(), MAX_READ);
  }

  /** Reads on. */
  Token next() {
    space = false;
    while (at < end && !stopped && skips(raw.charAt(at))) {
      space = true;
    }
    if (at >= end || stopped) {
      return Token.END;
    }
    start = at;
    return read(raw.charAt(at));
  }

  /** Whether there was space or a comment before it. */
  boolean isAfterSpace() {
    return space;
  }

  /** What was found, as it stands in the statement; not for literals. */
  String text() {
    return raw.substring(start, at);
  }

  /** The symbol that was found. */
  char symbol() {
    return raw.charAt(start);
  }

  /** Whether something behind {@link Token#END} was left out. */
  boolean isCut() {
    return stopped || at < raw.length();
  }

  private boolean skips(char c) {
    if (Character.isWhitespace(c)) {
      at++;
      return true;
    }
    return switch (c) {
      case '-' -> isNext('-') && skipsDashes();
      case '#' ->
          dialect.has(Rule.HASH_COMMENTS) ? skipsLine() : dialect.has(Rule.UNCLEAR) && stop();
      case '/' -> isNext('*') ? skipsComment() : isNext('/') && skipsSlashes();
      default -> false;
    };
  }

  /** Where a space is wanted behind it, it would be arithmetic without. */
  private boolean skipsDashes() {
    boolean spaced = at + 2 >= end || raw.charAt(at + 2) <= ' ';
    if (!spaced && dialect.has(Rule.UNCLEAR)) {
      return stop();
    }
    return (spaced || !dialect.has(Rule.SPACE_BEHIND_DASHES)) && skipsLine();
  }

  private boolean skipsSlashes() {
    return dialect.has(Rule.SLASH_COMMENTS) ? skipsLine() : dialect.has(Rule.UNCLEAR) && stop();
  }

  private boolean skipsLine() {
    while (at < end && raw.charAt(at) != '\n') {
      if (raw.charAt(at) == '\r' && !isNext('\n')) {
        return dialect.has(Rule.RETURN_ENDS_LINE) || stop();
      }
      at++;
    }
    return true;
  }

  private boolean skipsComment() {
    int depth = 1;
    at += 2;
    while (at < end) {
      char c = raw.charAt(at);
      if (c == '*' && isNext('/')) {
        at += 2;
        if (--depth == 0) {
          return true;
        }
      } else if (c == '/' && isNext('*')) {
        if (!dialect.has(Rule.NESTED_COMMENTS)) {
          return stop(); // who knows which end is meant
        }
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    return stop();
  }

  private Token read(char c) {
    if (c == '\'' || (c == '"' && dialect.has(Rule.QUOTED_TEXTS))) {
      return literal(c, false);
    } else if (c == '"' || c == '`') {
      return quotedName(c);
    } else if (c == '[' || c == '{') {
      return bracket(c);
    } else if (c == '$' && (isDollarQuote() || !dialect.has(Rule.DOLLAR_PARAMETERS))) {
      return dollar();
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      return number();
    } else if (Character.isLetter(c) || c == '_' || c == '@' || c == ':' || c == '$') {
      return word();
    }
    at++;
    return Token.SYMBOL;
  }

  /** A text in quotes. Doubled quotes belong to it. */
  private Token literal(char quote, boolean escapes) {
    at++;
    while (at < end) {
      char c = raw.charAt(at);
      if (c == '\\' && (isNext('\\') || escapes)) {
        at++;
      } else if (c == '\\' && isNext(quote) && !dialect.has(Rule.BACKSLASH_IS_TEXT)) {
        stop(); // a setting decides whether the text ends here
        return Token.LITERAL;
      } else if (c == quote) {
        if (!isNext(quote)) {
          at++;
          return Token.LITERAL;
        }
        at++;
      }
      at++;
    }
    stop();
    return Token.LITERAL;
  }

  private Token quotedName(char quote) {
    at++;
    while (at < end) {
      if (raw.charAt(at) == quote) {
        if (!isNext(quote)) {
          at++;
          return Token.QUOTED_NAME;
        }
        at++;
      }
      at++;
    }
    stop();
    return Token.END;
  }

  /** A name, or the beginning of an index, an array or an escape of JDBC. */
  private Token bracket(char open) {
    if (open == '[' && dialect.has(Rule.BRACKETED_NAMES)) {
      return quotedName(']');
    }
    if (dialect.has(Rule.UNCLEAR) && !isBalanced(open == '[' ? ']' : '}')) {
      stop();
      return Token.END;
    }
    at++;
    return Token.SYMBOL;
  }

  /** Whether the next characters can be skipped as a name or a comment, or read, all the same. */
  private boolean isBalanced(char close) {
    int quotes = 0;
    for (int i = at; i < end; i++) {
      char c = raw.charAt(i);
      if (c == close) {
        boolean doubled = i + 1 < end && raw.charAt(i + 1) == ']';
        return close == ']' ? quotes == 0 && !doubled : quotes % 2 == 0;
      }
      quotes += c == '\'' || c == '"' || c == '`' ? 1 : 0;
    }
    return false;
  }

  private boolean isDollarQuote() {
    int i = at + 1;
    while (i < end && (isLetter(i) || (i > at + 1 && isDigit(i)))) {
      i++;
    }
    return i < end && raw.charAt(i) == '$';
  }

  /** A text, an amount of money, or the first letter of a name. */
  private Token dollar() {
    if (isDigit(at + 1) && !dialect.has(Rule.DOLLAR_PARAMETERS)) {
      return number();
    }
    if (!isDollarQuote() || !(dialect.has(Rule.DOLLAR_QUOTES) || dialect.has(Rule.UNCLEAR))) {
      return word();
    }
    int tagEnd = raw.indexOf('$', at + 1) + 1;
    int close = raw.indexOf(raw.substring(at, tagEnd), tagEnd);
    if (close < 0 || close >= end || dialect.has(Rule.UNCLEAR)) {
      stop();
    } else {
      at = close + (tagEnd - at);
    }
    return Token.LITERAL;
  }

  private Token number() {
    at++;
    while (at < end) {
      char c = raw.charAt(at);
      char before = raw.charAt(at - 1);
      boolean exponent = (c == '+' || c == '-') && (before == 'e' || before == 'E');
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !exponent) {
        break;
      }
      at++;
    }
    return Token.LITERAL;
  }

  /** A word, or the prefix of a literal: N'…', E'…', X'…', U&'…', q'[…]'. */
  private Token word() {
    at++;
    while (at < end && isPartOfWord(raw.charAt(at))) {
      at++;
    }
    int length = at - start;
    int quote = at + 1 < end && raw.charAt(at) == '&' && raw.charAt(at + 1) == '\'' ? at + 1 : at;
    if (quote >= end || raw.charAt(quote) != '\'' || raw.charAt(start) == ':') {
      return Token.WORD;
    }
    if (isWord("q", length) || isWord("nq", length)) {
      at = quote;
      return quotedBehindQ();
    }
    boolean e = isWord("e", length) && dialect.has(Rule.ESCAPES_BEHIND_E);
    if (length <= 2 || raw.charAt(start) == '_') { // _utf8'…'
      at = quote;
      return literal('\'', e);
    }
    return Token.WORD;
  }

  private boolean isWord(String word, int length) {
    return length == word.length() && raw.regionMatches(true, start, word, 0, length);
  }

  private Token quotedBehindQ() {
    if (!dialect.has(Rule.TEXTS_BEHIND_Q) || at + 1 >= end) {
      stop();
      return Token.LITERAL;
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
        return Token.LITERAL;
      }
    }
    stop();
    return Token.LITERAL;
  }

  /** What follows cannot be read for sure. */
  private boolean stop() {
    stopped = true;
    return true;
  }

  private boolean isNext(char c) {
    return at + 1 < end && raw.charAt(at + 1) == c;
  }

  private boolean isLetter(int index) {
    return Character.isLetter(raw.charAt(index)) || raw.charAt(index) == '_';
  }

  private boolean isDigit(int index) {
    return index < end && raw.charAt(index) >= '0' && raw.charAt(index) <= '9';
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '@';
  }
}
