package io.mcpmonitor.probe.pool.hikari;

import com.zaxxer.hikari.pool.HikariPool;
import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class HikariScope extends PoolWatch<HikariPool> {
  HikariScope(ProbeContext context) {
    super(context.pipeline(), "hikari");
  }

  @Override
  protected @Nullable String nameOf(HikariPool pool) {
    return pool.config.getPoolName();
  }

  @Override
  protected PoolSource sourceOf(HikariPool pool) {
    return new Source(new WeakReference<>(pool));
  }

  private record Source(WeakReference<HikariPool> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      HikariPool asked = pool.get();
      if (asked == null) {
        return null;
      }
      return new PoolReading(
          asked.config.getMaximumPoolSize(),
          asked.config.getMinimumIdle(),
          asked.getActiveConnections(),
          asked.getIdleConnections(),
          asked.getTotalConnections(),
          asked.getThreadsAwaitingConnection());
    }

    @Override
    public @Nullable String url() {
      HikariPool asked = pool.get();
      return asked == null ? null : asked.config.getJdbcUrl();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      HikariPool asked = pool.get();
      return asked == null
          ? -1
          : SignOfLife.of(asked.getConnection(timeoutSeconds * 1000L), timeoutSeconds);
    }
  }
}
