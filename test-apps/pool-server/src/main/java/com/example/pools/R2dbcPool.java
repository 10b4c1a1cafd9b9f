package com.example.pools;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A pool of R2DBC connections to PostgreSQL. */
final class R2dbcPool implements Pool {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final ConnectionPool pool;

  private R2dbcPool(ConnectionPool pool) {
    this.pool = pool;
  }

  /**
   * @param jdbcUrl the URL that the JDBC driver would get
   */
  static R2dbcPool open(String jdbcUrl, String user, String password, int max, Duration wait) {
    URI url = URI.create(jdbcUrl.substring("jdbc:".length()));
    PostgresqlConnectionFactory factory =
        new PostgresqlConnectionFactory(
            PostgresqlConnectionConfiguration.builder()
                .host(url.getHost())
                .port(url.getPort())
                .database(url.getPath().substring(1))
                .username(user)
                .password(password)
                .connectTimeout(CONNECT)
                .build());
    return new R2dbcPool(
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(factory)
                .initialSize(1)
                .maxSize(max)
                .maxAcquireTime(wait)
                .maxCreateConnectionTime(CONNECT)
                .validationDepth(ValidationDepth.REMOTE)
                .build()));
  }

  @Override
  public Lease borrow() {
    return new R2dbcLease(Objects.requireNonNull(pool.create().block()));
  }

  @Override
  public Numbers numbers() {
    PoolMetrics metrics = pool.getMetrics().orElseThrow();
    return new Numbers(
        metrics.getMaxAllocatedSize(),
        metrics.acquiredSize(),
        metrics.idleSize(),
        metrics.allocatedSize(),
        metrics.pendingAcquireSize());
  }

  @Override
  public void close() {
    pool.disposeLater().block();
  }

  private record R2dbcLease(Connection connection) implements Lease {
    @Override
    public String ask(String sql) {
      return String.join(
          "\n",
          Objects.requireNonNull(
              Flux.from(connection.createStatement(sql).execute())
                  .flatMap(result -> result.map((row, about) -> String.valueOf(row.get(0))))
                  .collectList()
                  .block()));
    }

    @Override
    public String work(String table) {
      throw new UnsupportedOperationException("this is not JDBC");
    }

    @Override
    public void close() {
      Mono.from(connection.close()).block();
    }
  }
}
