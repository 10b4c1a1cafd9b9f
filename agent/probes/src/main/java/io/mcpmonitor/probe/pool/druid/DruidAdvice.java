package io.mcpmonitor.probe.pool.druid;

import com.alibaba.druid.pool.DruidDataSource;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class DruidAdvice {
  private final DruidScope pools;

  DruidAdvice(DruidScope pools) {
    this.pools = pools;
  }

  @Nullable Object asks(DruidDataSource pool) {
    return pools.asks(pool);
  }

  void gets(@Nullable Object connection, @Nullable Object asked, DruidDataSource pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(DruidDataSource pool, @Nullable Object connection) {
    if (connection != null) {
      pools.returns(connection);
    }
  }

  void closes(DruidDataSource pool) {
    pools.closes(pool);
  }

  /** Also when the connection comes back, after an error. */
  Object tries(Object pool) {
    return pools.looks();
  }

  void tried(boolean works, @Nullable Object tries) {
    pools.looked(tries);
  }

  void notTried(Throwable thrown, @Nullable Object tries) {
    pools.looked(tries);
  }

  Object creates() {
    return pools.creates();
  }

  void created(Object connection, @Nullable Object began, Object pool) {
    if (pool instanceof DruidDataSource made) {
      pools.created(made, began);
    }
  }

  void notCreated(Throwable thrown, @Nullable Object began, Object pool) {
    if (pool instanceof DruidDataSource asked) {
      pools.notCreated(asked, began);
    }
  }
}
