package io.mcpmonitor.probe.pool.tomcat;

import org.apache.tomcat.jdbc.pool.ConnectionPool;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class TomcatAdvice {
  private final TomcatScope pools;

  TomcatAdvice(TomcatScope pools) {
    this.pools = pools;
  }

  void made(@Nullable Object state, ConnectionPool pool) {
    pools.watched(pool);
  }

  @Nullable Object asks(ConnectionPool pool) {
    return pools.isFilling() ? null : pools.asks(pool);
  }

  void gets(@Nullable Object connection, @Nullable Object asked, ConnectionPool pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(ConnectionPool pool, @Nullable Object connection) {
    if (connection != null) {
      pools.returns(connection);
    }
  }

  void closes(ConnectionPool pool) {
    pools.closes(pool);
  }

  Object creates() {
    return pools.creates();
  }

  void created(@Nullable Object connection, @Nullable Object began, ConnectionPool pool) {
    if (connection != null) {
      pools.created(pool, began);
    }
  }

  void notCreated(Throwable thrown, @Nullable Object began, ConnectionPool pool) {
    pools.notCreated(pool, began);
  }

  void fills() {
    pools.filling(Thread.currentThread());
  }

  void filled() {
    pools.filling(null);
  }

  void notFilled() {
    pools.filling(null);
  }
}
