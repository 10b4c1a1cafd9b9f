package io.mcpmonitor.probe.pool.agroal;

import io.agroal.pool.ConnectionPool;
import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class AgroalScope extends PoolWatch<ConnectionPool> {
  AgroalScope(ProbeContext context) {
    super(context.pipeline(), "agroal");
  }

  @Override
  protected @Nullable String nameOf(ConnectionPool pool) {
    return null; // it has none
  }

  @Override
  protected PoolSource sourceOf(ConnectionPool pool) {
    return new Source(new WeakReference<>(pool));
  }

  void hasFactory(ConnectionPool pool, @Nullable Object factory) {
    isPartOf(pool, factory);
  }

  private record Source(WeakReference<ConnectionPool> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      ConnectionPool asked = pool.get();
      if (asked == null) {
        return null;
      }
      int active = (int) asked.activeCount();
      int idle = (int) asked.availableCount();
      return new PoolReading(
          asked.getConfiguration().maxSize(),
          asked.getConfiguration().minSize(),
          active,
          idle,
          active + idle,
          (int) asked.awaitingCount());
    }

    @Override
    public @Nullable String url() {
      ConnectionPool asked = pool.get();
      return asked == null
          ? null
          : asked.getConfiguration().connectionFactoryConfiguration().jdbcUrl();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      ConnectionPool asked = pool.get();
      return asked == null ? -1 : SignOfLife.of(asked.getConnection(), timeoutSeconds);
    }
  }
}
