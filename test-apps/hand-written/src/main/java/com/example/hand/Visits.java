package com.example.hand;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What needs a database: a server that nobody asks for it may do without the module for it. */
final class Visits {
  private static final String DATABASE = "jdbc:h2:mem:hand;DB_CLOSE_DELAY=-1";

  private Visits() {}

  static String count() {
    try (Connection connection = DriverManager.getConnection(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists visits (at timestamp)");
      statement.execute("insert into visits values (current_timestamp)");
      try (ResultSet rows = statement.executeQuery("select count(*) from visits")) {
        rows.next();
        return rows.getLong(1) + " visits";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
