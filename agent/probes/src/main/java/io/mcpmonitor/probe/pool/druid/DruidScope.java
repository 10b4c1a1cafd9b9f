package io.mcpmonitor.probe.pool.druid;

import com.alibaba.druid.pool.DruidDataSource;
import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class DruidScope extends PoolWatch<DruidDataSource> {
  DruidScope(ProbeContext context) {
    super(context.pipeline(), "druid");
  }

  @Override
  protected @Nullable String nameOf(DruidDataSource pool) {
    String name = pool.getName();
    return name == null || name.startsWith("DataSource-") ? null : name;
  }

  @Override
  protected PoolSource sourceOf(DruidDataSource pool) {
    return new Source(new WeakReference<>(pool));
  }

  private record Source(WeakReference<DruidDataSource> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      DruidDataSource asked = pool.get();
      if (asked == null) {
        return null;
      }
      int active = asked.getActiveCount();
      int idle = asked.getPoolingCount();
      return new PoolReading(
          asked.getMaxActive(),
          asked.getMinIdle(),
          active,
          idle,
          active + idle,
          asked.getNotEmptyWaitThreadCount());
    }

    @Override
    public @Nullable String url() {
      DruidDataSource asked = pool.get();
      return asked == null ? null : asked.getUrl();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      DruidDataSource asked = pool.get();
      return asked == null
          ? -1
          : SignOfLife.of(asked.getConnection(timeoutSeconds * 1000L), timeoutSeconds);
    }
  }
}
