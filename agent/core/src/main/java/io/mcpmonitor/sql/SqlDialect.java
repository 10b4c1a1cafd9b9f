package io.mcpmonitor.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a database system is called, and how it writes literals and comments. */
public enum SqlDialect {
  POSTGRESQL(
      "postgresql",
      Rule.NESTED_COMMENTS,
      Rule.RETURN_ENDS_LINE,
      Rule.DOLLAR_QUOTES,
      Rule.DOLLAR_PARAMETERS,
      Rule.ESCAPES_BEHIND_E),
  MYSQL("mysql", Rule.QUOTED_TEXTS, Rule.HASH_COMMENTS, Rule.SPACE_BEHIND_DASHES),
  MARIADB("mariadb", Rule.QUOTED_TEXTS, Rule.HASH_COMMENTS, Rule.SPACE_BEHIND_DASHES),
  H2("h2database", Rule.SLASH_COMMENTS, Rule.RETURN_ENDS_LINE, Rule.DOLLAR_QUOTES),
  SQLITE("sqlite", Rule.QUOTED_TEXTS, Rule.BRACKETED_NAMES, Rule.BACKSLASH_IS_TEXT),
  ORACLE("oracle.db", Rule.TEXTS_BEHIND_Q),
  SQL_SERVER("microsoft.sql_server", Rule.NESTED_COMMENTS, Rule.BRACKETED_NAMES),

  /** Any other: what is a comment or a text in one of them and not in another is left out. */
  OTHER("other_sql", Rule.QUOTED_TEXTS, Rule.UNCLEAR);

  /** What differs between dialects. */
  enum Rule {
    /** Double quotes may stand around a text. */
    QUOTED_TEXTS,
    /** A backslash never takes the meaning from the quote behind it, whatever the settings. */
    BACKSLASH_IS_TEXT,
    /** It always does so in texts like {@code E'…'}. */
    ESCAPES_BEHIND_E,
    /** Texts like {@code q'[…]'}. */
    TEXTS_BEHIND_Q,
    /** Texts like {@code $$…$$}. */
    DOLLAR_QUOTES,
    /** {@code $1} is a parameter. */
    DOLLAR_PARAMETERS,
    /** Names like {@code [a b]}. */
    BRACKETED_NAMES,
    /** {@code #} begins a comment. */
    HASH_COMMENTS,
    /** {@code //} begins a comment. */
    SLASH_COMMENTS,
    /** {@code --} begins a comment only with a space behind it. */
    SPACE_BEHIND_DASHES,
    /** A carriage return ends a comment. */
    RETURN_ENDS_LINE,
    /** Comments may stand in comments. */
    NESTED_COMMENTS,
    /** Any of these may or may not be so. */
    UNCLEAR
  }

  private final String system;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final Set<Rule> rules;

  SqlDialect(String system, Rule... rules) {
    this.system = system;
    this.rules = EnumSet.noneOf(Rule.class);
    Collections.addAll(this.rules, rules);
  }

  /** By the conventions for {@code db.system.name}. */
  public String system() {
    return system;
  }

  boolean has(Rule rule) {
    return rules.contains(rule);
  }
}
