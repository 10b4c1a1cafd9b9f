package com.example.pools;

import java.sql.SQLException;

/** A connection pool, whichever it is. */
interface Pool {
  /** What the pool says of itself. */
  record Numbers(int max, int active, int idle, int total, int waiting) {}

  /** A connection of it. */
  interface Lease extends AutoCloseable {
    /** Every row of a query, as text. */
    String ask(String sql) throws Exception;

    /**
     * Everything that JDBC can execute, once, with a table of its own; what the last query brought.
     */
    String work(String table) throws Exception;

    @Override
    void close() throws SQLException;
  }

  Lease borrow() throws Exception;

  Numbers numbers() throws Exception;

  void close() throws Exception;
}
