package io.mcpmonitor.pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Asks a database through JDBC whether it is there. */
public final class SignOfLife {
  private SignOfLife() {}

  /**
   * Asks, and closes the connection.
   *
   * @param timeoutSeconds how long the database may take
   * @return how long it took in nanoseconds; negative when it did not answer
   * @throws SQLException when the connection does not work
   */
  public static long of(Connection connection, int timeoutSeconds) throws SQLException {
    try (Connection closed = connection) {
      long began = System.nanoTime();
      boolean answered = isValid(closed, timeoutSeconds);
      return answered ? Math.max(1, System.nanoTime() - began) : -1;
    }
  }

  /** A driver that is too old to be asked has at least given a connection. */
  private static boolean isValid(Connection connection, int timeoutSeconds) throws SQLException {
    try {
      return connection.isValid(timeoutSeconds);
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      return !connection.isClosed();
    }
  }
}
