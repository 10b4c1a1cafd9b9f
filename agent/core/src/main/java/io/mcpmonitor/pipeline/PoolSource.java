package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.PoolReading;
import org.jspecify.annotations.Nullable;

/**
 * How a probe lets one pool of the application be asked. It refers to the pool weakly, and the
 * agent refers to it weakly. Called on the agent's own threads, but for {@link #url}.
 */
public interface PoolSource {
  /** What the pool says of itself; null when the application has let go of it. */
  @Nullable PoolReading read();

  /**
   * The JDBC URL as the application has set it, null when it has not. Called on threads of the
   * application: no more than a look at the settings.
   */
  default @Nullable String url() {
    return null;
  }

  /**
   * Borrows a connection, lets its driver ask the database for a sign of life, and returns it. Only
   * called when the pool has an idle connection, or when nobody uses it.
   *
   * @param timeoutSeconds how long the database may take
   * @return how long it took to answer in nanoseconds; negative when it did not
   * @throws Exception when there is no connection
   */
  long check(int timeoutSeconds) throws Exception;
}
