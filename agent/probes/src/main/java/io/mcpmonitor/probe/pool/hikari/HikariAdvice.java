package io.mcpmonitor.probe.pool.hikari;

import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class HikariAdvice {
  private final HikariScope pools;

  HikariAdvice(HikariScope pools) {
    this.pools = pools;
  }

  void made(@Nullable Object state, HikariPool pool) {
    pools.watched(pool);
  }

  void closes(HikariPool pool) {
    pools.closes(pool);
  }

  @Nullable Object asks(HikariPool pool) {
    return pools.asks(pool);
  }

  void gets(Connection connection, @Nullable Object asked, HikariPool pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(Object connection) {
    pools.returns(connection);
  }

  Object creates() {
    return pools.creates();
  }

  /** The method belongs to a class that only the pool can see. */
  void created(Connection connection, @Nullable Object began, Object pool) {
    if (pool instanceof HikariPool made) {
      pools.created(made, began);
    }
  }

  void notCreated(Throwable thrown, @Nullable Object began, Object pool) {
    if (pool instanceof HikariPool asked) {
      pools.notCreated(asked, began);
    }
  }
}
