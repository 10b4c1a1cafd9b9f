package io.mcpmonitor.probe.pool.c3p0;

import com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A pool from its beginning to its end. */
final class C3p0Advice {
  private final C3p0Scope pools;

  C3p0Advice(C3p0Scope pools) {
    this.pools = pools;
  }

  @Nullable Object asks(AbstractPoolBackedDataSource pool) {
    return pools.asksFor(pool);
  }

  void gets(
      @Nullable Connection connection, @Nullable Object asked, AbstractPoolBackedDataSource pool) {
    pools.gets(asked, connection, pool);
  }

  void fails(Throwable thrown, @Nullable Object asked) {
    pools.fails(asked, thrown);
  }

  void returns(Object connection) {
    pools.returns(connection);
  }

  void closes(AbstractPoolBackedDataSource pool) {
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
}
