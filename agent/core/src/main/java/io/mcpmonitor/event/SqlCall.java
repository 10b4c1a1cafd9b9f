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

  private final DatabaseRef database;
  private final Kind kind;
  private final @Nullable SqlText text;
  private @Nullable PoolRef pool;
  private long rows = UNKNOWN_ROWS;
  private boolean returned;
  private int batchSize;
  private @Nullable String sqlState;
  private @Nullable String errorType;

  /**
   * @param database whom it is asked of
   * @param text what is executed; null when unknown
   */
  public SqlCall(DatabaseRef database, Kind kind, @Nullable SqlText text, long beginNanos) {
    super(beginNanos);
    this.database = database;
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

  /** Notes that rows came back; those of several results are added up. */
  public void returns(long count) {
    rows = (returned ? rows : 0) + count;
    returned = true;
  }

  /** Notes that rows were changed instead. */
  public void changes(long count) {
    rows = count;
    returned = false;
  }

  /** Ends the call with success; only the first of several ends counts. */
  public boolean answered(long nanos) {
    return endsAt(nanos);
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

  public DatabaseRef database() {
    return database;
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
  public long changedRows() {
    return returned ? UNKNOWN_ROWS : rows;
  }

  /** Rows that came back, or {@link #UNKNOWN_ROWS}, as for those that come only when asked for. */
  public long returnedRows() {
    return returned ? rows : UNKNOWN_ROWS;
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
