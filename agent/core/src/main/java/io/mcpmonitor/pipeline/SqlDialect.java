package io.mcpmonitor.pipeline;

/** What a database system is called, and how it writes literals and comments. */
public enum SqlDialect {
  POSTGRESQL("postgresql", false, false, true),
  MYSQL("mysql", true, true, false),
  MARIADB("mariadb", true, true, false),
  H2("h2database", false, false, true),
  SQLITE("sqlite", true, false, false),
  ORACLE("oracle.db", false, false, false),
  SQL_SERVER("microsoft.sql_server", false, false, true),
  OTHER("other_sql", true, false, false);

  private final String system;

  /** Whether double quotes may stand around a text. */
  final boolean quotesTexts;

  /** Whether a backslash takes the meaning from the quote behind it, and # begins a comment. */
  final boolean escapes;

  /** Whether comments may stand in comments. */
  final boolean nestsComments;

  SqlDialect(String system, boolean quotesTexts, boolean escapes, boolean nestsComments) {
    this.system = system;
    this.quotesTexts = quotesTexts;
    this.escapes = escapes;
    this.nestsComments = nestsComments;
  }

  /** By the conventions for {@code db.system.name}. */
  public String system() {
    return system;
  }
}
