package io.mcpmonitor.probe.pool.c3p0;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.mchange.v2.c3p0.WrapperConnectionPoolDataSource;
import com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource;
import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class C3p0Scope extends PoolWatch<AbstractPoolBackedDataSource> {
  C3p0Scope(ProbeContext context) {
    super(context.pipeline(), "c3p0");
  }

  @Override
  protected @Nullable String nameOf(AbstractPoolBackedDataSource pool) {
    String name = pool.getDataSourceName();
    return name == null || name.equals(pool.getIdentityToken()) ? null : name;
  }

  @Override
  protected PoolSource sourceOf(AbstractPoolBackedDataSource pool) {
    return new Source(new WeakReference<>(pool));
  }

  /** Asks for the first time tell which settings, and which factory, belong to the pool. */
  @Nullable Object asksFor(AbstractPoolBackedDataSource pool) {
    if (!knows(pool)) {
      isPartOf(pool, pool.getConnectionPoolDataSource());
    }
    return asks(pool);
  }

  private record Source(WeakReference<AbstractPoolBackedDataSource> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      AbstractPoolBackedDataSource asked = pool.get();
      if (asked == null) {
        return null;
      }
      boolean tells =
          asked.getConnectionPoolDataSource() instanceof WrapperConnectionPoolDataSource;
      WrapperConnectionPoolDataSource settings =
          tells ? (WrapperConnectionPoolDataSource) asked.getConnectionPoolDataSource() : null;
      try {
        return new PoolReading(
            settings == null ? PoolReading.UNKNOWN : settings.getMaxPoolSize(),
            settings == null ? PoolReading.UNKNOWN : settings.getMinPoolSize(),
            asked.getNumBusyConnectionsDefaultUser(),
            asked.getNumIdleConnectionsDefaultUser(),
            asked.getNumConnectionsDefaultUser(),
            asked.getNumThreadsAwaitingCheckoutDefaultUser());
      } catch (SQLException closed) {
        return null;
      }
    }

    @Override
    public @Nullable String url() {
      AbstractPoolBackedDataSource asked = pool.get();
      return asked instanceof ComboPooledDataSource combo ? combo.getJdbcUrl() : null;
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      AbstractPoolBackedDataSource asked = pool.get();
      return asked == null ? -1 : SignOfLife.of(asked.getConnection(), timeoutSeconds);
    }
  }
}
