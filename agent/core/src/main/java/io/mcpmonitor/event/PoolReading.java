package io.mcpmonitor.event;

/**
 * What a pool says of itself at one moment. {@link #UNKNOWN} where it does not tell.
 *
 * @param max the most connections it may have
 * @param minIdle the connections it keeps ready
 * @param active connections that are borrowed
 * @param idle connections that are not
 * @param total connections that are open
 * @param waiting threads that wait for one
 */
public record PoolReading(int max, int minIdle, int active, int idle, int total, int waiting) {
  public static final int UNKNOWN = -1;

  /** Borrowed connections as a share of the most there may be, 0 to 1; 0 where it has no limit. */
  public double utilization() {
    return max <= 0 ? 0 : (double) active / max;
  }

  /** The same with another number of waiting threads. */
  public PoolReading withWaiting(int other) {
    return new PoolReading(max, minIdle, active, idle, total, other);
  }
}
