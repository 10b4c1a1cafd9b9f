package io.mcpmonitor.event;

/** An event of a connection pool, whichever library it is of. */
public sealed interface PoolEvent extends Event permits Borrow, PoolEvent.ConnectionCreated {

  /**
   * A pool has opened a connection to its database, or tried to.
   *
   * @param pool the pool
   * @param nanos how long it took
   * @param failed whether there is no connection
   */
  record ConnectionCreated(PoolRef pool, long nanos, boolean failed) implements PoolEvent {}
}
