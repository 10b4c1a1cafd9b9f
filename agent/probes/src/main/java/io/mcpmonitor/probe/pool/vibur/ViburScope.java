package io.mcpmonitor.probe.pool.vibur;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.vibur.dbcp.ViburDBCPDataSource;
import org.vibur.objectpool.BasePool;

/** The pools of one application. */
final class ViburScope extends PoolWatch<ViburDBCPDataSource> {
  ViburScope(ProbeContext context) {
    super(context.pipeline(), "vibur");
  }

  @Override
  protected @Nullable String nameOf(ViburDBCPDataSource pool) {
    String name = pool.getName();
    return name == null || name.matches("p[0-9]+") ? null : name; // "p1" is nobody's choice
  }

  @Override
  protected PoolSource sourceOf(ViburDBCPDataSource pool) {
    return new Source(new WeakReference<>(pool));
  }

  private record Source(WeakReference<ViburDBCPDataSource> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      ViburDBCPDataSource asked = pool.get();
      if (asked == null) {
        return null;
      }
      BasePool objects = asked.getPool();
      if (objects == null) {
        return null;
      }
      return new PoolReading(
          objects.maxSize(),
          objects.initialSize(),
          objects.taken(),
          objects.remainingCreated(),
          objects.createdTotal(),
          PoolReading.UNKNOWN);
    }

    @Override
    public @Nullable String url() {
      ViburDBCPDataSource asked = pool.get();
      return asked == null ? null : asked.getJdbcUrl();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      ViburDBCPDataSource asked = pool.get();
      return asked == null ? -1 : SignOfLife.of(asked.getConnection(), timeoutSeconds);
    }
  }
}
