package io.mcpmonitor.probe.pool.ucp;

import oracle.ucp.UniversalConnectionPool;
import oracle.ucp.jdbc.PoolDataSource;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class UcpAdvice {
  private final UcpScope pools;

  UcpAdvice(UcpScope pools) {
    this.pools = pools;
  }

  @Nullable Object asks(UniversalConnectionPool pool) {
    return pools.asksFor(pool);
  }

  void gets(@Nullable Object connection, @Nullable Object asked, UniversalConnectionPool pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(UniversalConnectionPool pool, @Nullable Object connection) {
    if (connection != null) {
      pools.returns(connection);
    }
  }

  void closes(UniversalConnectionPool pool) {
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

  void asksSource(PoolDataSource source) {
    pools.asksSource(source);
  }

  /** Some versions do that on a thread of their own. */
  Object tries() {
    return pools.looks();
  }

  void tried(@Nullable Object tries) {
    pools.looked(tries);
  }

  void notTried(Throwable thrown, @Nullable Object tries) {
    pools.looked(tries);
  }
}
