package io.mcpmonitor.probe.pool.vibur;

import org.jspecify.annotations.Nullable;
import org.vibur.dbcp.ViburDBCPDataSource;

/** A pool from its beginning to its end. */
final class ViburAdvice {
  private final ViburScope pools;

  ViburAdvice(ViburScope pools) {
    this.pools = pools;
  }

  void made(@Nullable Object state, ViburDBCPDataSource pool) {
    pools.watched(pool);
  }

  void closes(ViburDBCPDataSource pool) {
    pools.closes(pool);
  }

  @Nullable Object asks(Object operations, @Nullable Object pool) {
    return pool instanceof ViburDBCPDataSource asked ? pools.asks(asked) : null;
  }

  void gets(
      @Nullable Object holder, @Nullable Object asked, Object operations, @Nullable Object pool) {
    pools.gets(asked, holder, pool instanceof ViburDBCPDataSource giver ? giver : null);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(Object operations, Object holder) {
    pools.returns(holder);
  }

  Object creates() {
    return pools.creates();
  }

  void created(Object holder, @Nullable Object began, Object factory, @Nullable Object pool) {
    if (pool instanceof ViburDBCPDataSource made) {
      pools.created(made, began);
    }
  }

  void notCreated(Throwable thrown, @Nullable Object began, Object factory, @Nullable Object pool) {
    if (pool instanceof ViburDBCPDataSource asked) {
      pools.notCreated(asked, began);
    }
  }
}
