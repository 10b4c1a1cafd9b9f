package io.mcpmonitor.probe.pool.agroal;

import io.agroal.pool.ConnectionPool;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class AgroalAdvice {
  private final AgroalScope pools;

  AgroalAdvice(AgroalScope pools) {
    this.pools = pools;
  }

  @Nullable Object asks(ConnectionPool pool, @Nullable Object factory) {
    pools.hasFactory(pool, factory);
    return pools.asks(pool);
  }

  void gets(@Nullable Connection connection, @Nullable Object asked, ConnectionPool pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(Object connection) {
    pools.returns(connection);
  }

  void closes(ConnectionPool pool) {
    pools.closes(pool);
  }

  Object creates() {
    return pools.creates();
  }

  void created(Object connection, @Nullable Object began, Object factory) {
    pools.createdBy(factory, began);
  }

  void notCreated(Throwable thrown, @Nullable Object began, Object factory) {
    pools.notCreatedBy(factory, began);
  }

  void made(@Nullable Object state, ConnectionPool pool, @Nullable Object factory) {
    pools.hasFactory(pool, factory);
    pools.watched(pool);
  }
}
