package io.mcpmonitor.probe.pool.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A pool from its beginning to its end. */
final class R2dbcAdvice {
  private final R2dbcScope pools;

  R2dbcAdvice(R2dbcScope pools) {
    this.pools = pools;
  }

  void made(@Nullable Object state, ConnectionPool pool) {
    pools.watched(pool);
  }

  void closes(ConnectionPool pool) {
    pools.closes(pool);
  }

  Mono<Connection> gives(Mono<Connection> returned, @Nullable Object state, ConnectionPool pool) {
    return new BorrowedMono(returned, pool, pools);
  }

  void returns(Object connection) {
    pools.returns(connection);
  }
}
