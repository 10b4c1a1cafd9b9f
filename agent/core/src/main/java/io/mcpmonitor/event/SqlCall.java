package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/** One statement, batch, commit or rollback, from the driver's beginning to its end. */
public final class SqlCall extends Operation {
  /** The number of rows that nobody told. */
  public static final long UNKNOWN_ROWS = -1;

  /** What is asked of the database. */
  public enum Kind {
    STATEMENT,
    BATCH,
    COMMIT,
    ROLLBACK
  }

  private final String system;
  private final Kind kind;
  private final @Nullable SqlText text;
  private @Nullable PoolRef pool;
  private long rows = UNKNOWN_ROWS;
  private int batchSize;
  private @Nullable String sqlState;
  private @Nullable String errorType;

  /**
   * @param system by the conventions for {@code db.system.name}
   * @param text what is executed; null when unknown
   */
  public SqlCall(String system, Kind kind, @Nullable SqlText text, long beginNanos) {
    super(beginNanos);
    this.system = system;
    this.kind = kind;
    this.text = text;
  }

  /** Notes the pool of the connection. */
  public void pool(PoolRef pool) {
    this.pool = pool;
  }

  /** Notes how many statements a batch had. */
  public void batchSize(int statements) {
    this.batchSize = statements;
  }

  /**
   * Ends the call with success; only the first of several ends counts.
   *
   * @param rows rows changed, or {@link #UNKNOWN_ROWS}
   */
  public boolean answered(long rows, long nanos) {
    if (!endsAt(nanos)) {
      return false;
    }
    this.rows = rows;
    return true;
  }

  /**
   * Ends the call with an exception; only the first of several ends counts.
   *
   * @param sqlState what the database said; null when it did not answer
   * @param type class name of the exception
   */
  public boolean failed(@Nullable String sqlState, String type, long nanos) {
    if (!endsAt(nanos)) {
      return false;
    }
    this.sqlState = sqlState;
    this.errorType = type;
    return true;
  }

  public String system() {
    return system;
  }

  public Kind kind() {
    return kind;
  }

  /** What was executed; null when unknown, and for commit and rollback. */
  public @Nullable SqlText text() {
    return text;
  }

  /** The verb: of the statement, or of the kind; null when unknown. */
  public @Nullable String operation() {
    return switch (kind) {
      case STATEMENT, BATCH -> text == null ? null : text.operation();
      case COMMIT -> "COMMIT";
      case ROLLBACK -> "ROLLBACK";
    };
  }

  /** The pool of the connection; null when it has none, or it is not known. */
  public @Nullable PoolRef pool() {
    return pool;
  }

  /** Rows changed, or {@link #UNKNOWN_ROWS}. */
  public long rows() {
    return rows;
  }

  /** How many statements a batch had; 0 when it is none. */
  public int batchSize() {
    return batchSize;
  }

  /** The SQLState of the error; null without one. */
  public @Nullable String sqlState() {
    return sqlState;
  }

  /** Class name of the exception; null when it succeeded. */
  public @Nullable String errorType() {
    return errorType;
  }

  /** The MCP call that it was done for; null outside of any. */
  public @Nullable McpCall call() {
    Operation cause = parent();
    while (cause != null && !(cause instanceof McpCall)) {
      cause = cause.parent();
    }
    return (McpCall) cause;
  }
}
