package io.mcpmonitor.probe.pool.tomcat;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.ConnectionPool;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class TomcatScope extends PoolWatch<ConnectionPool> {
  /** What the pool calls itself when nobody gave it a name; a number follows. */
  private static final String INVENTED = "Tomcat Connection Pool[";

  private volatile @Nullable Thread filling;

  TomcatScope(ProbeContext context) {
    super(context.pipeline(), "tomcat");
  }

  /** A new pool borrows its first connections from itself, on this thread. */
  void filling(@Nullable Thread thread) {
    filling = thread;
  }

  boolean isFilling() {
    return filling == Thread.currentThread();
  }

  @Override
  protected @Nullable String nameOf(ConnectionPool pool) {
    String name = pool.getName();
    return name == null || name.startsWith(INVENTED) ? null : name;
  }

  @Override
  protected PoolSource sourceOf(ConnectionPool pool) {
    return new Source(new WeakReference<>(pool));
  }

  private record Source(WeakReference<ConnectionPool> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      ConnectionPool asked = pool.get();
      if (asked == null) {
        return null;
      }
      return new PoolReading(
          asked.getPoolProperties().getMaxActive(),
          asked.getPoolProperties().getMinIdle(),
          asked.getActive(),
          asked.getIdle(),
          asked.getSize(),
          asked.getWaitCount());
    }

    @Override
    public @Nullable String url() {
      ConnectionPool asked = pool.get();
      return asked == null ? null : asked.getPoolProperties().getUrl();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      ConnectionPool asked = pool.get();
      return asked == null ? -1 : SignOfLife.of(asked.getConnection(), timeoutSeconds);
    }
  }
}
