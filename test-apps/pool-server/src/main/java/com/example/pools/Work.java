package com.example.pools;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Everything that JDBC can execute: four statements with their own text, of which one fails, three
 * prepared ones, two batches, a commit and two rollbacks.
 */
final class Work {
  private final Connection connection;
  private final String table;

  Work(Connection connection, String table) {
    this.connection = connection;
    this.table = table;
  }

  String run() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists " + table + " (id int, name varchar(40))");
      statement.executeUpdate("delete from " + table);
      insert();
      connection.commit();
      statement.addBatch("update " + table + " set name = 'very secret' where id = 1");
      statement.addBatch("update " + table + " set name = 'very secret' where id = 2");
      int[] unused = statement.executeBatch();
      statement.execute("select id from " + table + " where name = 'very secret'");
      fails(statement);
    }
    connection.rollback();
    String rows = read();
    connection.rollback();
    connection.setAutoCommit(true);
    return rows;
  }

  private void insert() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + table + " (id, name) values (?, ?)")) {
      set(insert, 1);
      insert.executeUpdate();
      set(insert, 2);
      insert.execute();
      for (int id = 3; id <= 5; id++) {
        set(insert, id);
        insert.addBatch();
      }
      int[] unused = insert.executeBatch();
    }
  }

  private static void set(PreparedStatement insert, int id) throws SQLException {
    insert.setInt(1, id);
    insert.setString(2, "no " + id);
  }

  /** What a failed statement leaves of a transaction is up to the database. */
  private static void fails(Statement statement) {
    try (ResultSet result = statement.executeQuery("select nonsense from nowhere")) {
      throw new IllegalStateException("there is nothing like " + result);
    } catch (SQLException expected) {
      return;
    }
  }

  private String read() throws SQLException {
    StringBuilder rows = new StringBuilder();
    try (PreparedStatement query =
            connection.prepareStatement("select id, name from " + table + " order by id");
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.append(result.getInt(1)).append(' ').append(result.getString(2)).append('\n');
      }
    }
    return rows.toString();
  }
}
