package io.mcpmonitor.probe.pool.dbcp2;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class Dbcp2Scope extends PoolWatch<BasicDataSource> {
  Dbcp2Scope(ProbeContext context) {
    super(context.pipeline(), "dbcp2");
  }

  @Override
  protected @Nullable String nameOf(BasicDataSource pool) {
    return null; // it has none but in JMX
  }

  @Override
  protected PoolSource sourceOf(BasicDataSource pool) {
    return new Source(new WeakReference<>(pool));
  }

  void hasFactory(BasicDataSource pool, @Nullable Object factory) {
    isPartOf(pool, factory);
  }

  private record Source(WeakReference<BasicDataSource> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      BasicDataSource asked = pool.get();
      if (asked == null) {
        return null;
      }
      int active = asked.getNumActive();
      int idle = asked.getNumIdle();
      return new PoolReading(
          asked.getMaxTotal(),
          asked.getMinIdle(),
          active,
          idle,
          active + idle,
          PoolReading.UNKNOWN);
    }

    @Override
    public @Nullable String url() {
      BasicDataSource asked = pool.get();
      return asked == null ? null : asked.getUrl();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      BasicDataSource asked = pool.get();
      return asked == null ? -1 : SignOfLife.of(asked.getConnection(), timeoutSeconds);
    }
  }
}
