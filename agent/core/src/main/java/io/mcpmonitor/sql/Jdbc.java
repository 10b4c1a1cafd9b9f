package io.mcpmonitor.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC says of what a driver uses. An application may run without the module {@code java.sql}:
 * who is loaded in each application asks here, and this is loaded when there is something to ask.
 */
public final class Jdbc {
  private Jdbc() {}

  /**
   * The connection that is used.
   *
   * @param used a {@link Statement} or a {@link Connection}
   * @return null when it is closed
   */
  public static @Nullable Connection connectionOf(Object used) {
    try {
      return used instanceof Statement statement ? statement.getConnection() : (Connection) used;
    } catch (SQLException | RuntimeException closed) {
      return null;
    }
  }

  /** Where a connection goes to; empty when it does not tell. */
  static String urlOf(Connection connection) {
    try {
      String url = connection.getMetaData().getURL();
      return url == null ? "" : url;
    } catch (SQLException | RuntimeException | AbstractMethodError untold) {
      return "";
    }
  }

  /** The SQLSTATE of a failure; null when it has none. */
  public static @Nullable String stateOf(Throwable thrown) {
    return thrown instanceof SQLException e ? e.getSQLState() : null;
  }
}
