package io.mcpmonitor.benchmarks.hook;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The least that anybody asks of a database: a connection from a pool, one statement, back. Run in
 * a JVM without the agent and in one with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SqlPair {
  private @Nullable HikariDataSource pool;

  /** Enough time that the agent's late recorders are there. */
  @Setup
  public void open() throws SQLException, InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:benchmark");
    config.setMaximumPoolSize(2);
    pool = new HikariDataSource(config);
    int unused = select();
    Thread.sleep(12_000);
  }

  @TearDown
  public void close() {
    Objects.requireNonNull(pool).close();
  }

  /** One statement and its answer. */
  @Benchmark
  public int select() throws SQLException {
    try (Connection connection = Objects.requireNonNull(pool).getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1");
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getInt(1);
    }
  }
}
