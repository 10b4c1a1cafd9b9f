package io.mcpmonitor.probe.pool.dbcp2;

import java.sql.Connection;
import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class Dbcp2Advice {
  private final Dbcp2Scope pools;

  Dbcp2Advice(Dbcp2Scope pools) {
    this.pools = pools;
  }

  @Nullable Object asks(BasicDataSource pool) {
    return pools.asks(pool);
  }

  void gets(@Nullable Connection connection, @Nullable Object asked, BasicDataSource pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(Object connection) {
    pools.returns(connection);
  }

  void closes(BasicDataSource pool) {
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

  void made(BasicDataSource pool) {
    pools.watched(pool);
  }

  void hasFactory(Object factory, @Nullable Object state, BasicDataSource pool) {
    pools.hasFactory(pool, factory);
  }
}
