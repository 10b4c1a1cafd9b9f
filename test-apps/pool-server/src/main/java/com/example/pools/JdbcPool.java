package com.example.pools;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of JDBC connections. */
final class JdbcPool<D extends DataSource> implements Pool {
  /** Something that can fail. */
  interface Call<D, R> {
    R of(D source) throws Exception;
  }

  private final D source;
  private final Call<D, Numbers> numbers;
  private final Call<D, Object> close;

  JdbcPool(D source, Call<D, Numbers> numbers, Call<D, Object> close) {
    this.source = source;
    this.numbers = numbers;
    this.close = close;
  }

  @Override
  public Lease borrow() throws Exception {
    return new JdbcLease(source.getConnection());
  }

  @Override
  public Numbers numbers() throws Exception {
    return numbers.of(source);
  }

  @Override
  public void close() throws Exception {
    Object unused = close.of(source);
  }

  private record JdbcLease(Connection connection) implements Lease {
    @Override
    public String ask(String sql) throws Exception {
      StringBuilder rows = new StringBuilder();
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.append(result.getString(1)).append('\n');
        }
      }
      return rows.toString();
    }

    @Override
    public String work(String table) throws SQLException {
      return new Work(connection, table).run();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
