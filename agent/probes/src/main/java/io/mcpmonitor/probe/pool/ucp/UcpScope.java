package io.mcpmonitor.probe.pool.ucp;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.SignOfLife;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import oracle.ucp.UniversalConnectionPool;
import oracle.ucp.UniversalConnectionPoolStatistics;
import oracle.ucp.common.UniversalConnectionPoolBase;
import oracle.ucp.jdbc.PoolDataSource;
import org.jspecify.annotations.Nullable;

/** The pools of one application. */
final class UcpScope extends PoolWatch<UniversalConnectionPool> {
  private static final int MAX_SOURCES = 200;

  /** Only a data source gives connections that are ready for use. By the name of its pool. */
  private final Map<String, WeakReference<PoolDataSource>> sources = new ConcurrentHashMap<>();

  UcpScope(ProbeContext context) {
    super(context.pipeline(), "ucp");
  }

  void asksSource(PoolDataSource source) {
    String name = source.getConnectionPoolName();
    if (name == null) {
      return;
    }
    WeakReference<PoolDataSource> known = sources.get(name);
    if (known == null || known.get() == null) {
      if (sources.size() < MAX_SOURCES || known != null) {
        sources.put(name, new WeakReference<>(source));
      }
    }
  }

  @Nullable Object asksFor(UniversalConnectionPool pool) {
    if (!knows(pool) && pool instanceof UniversalConnectionPoolBase base) {
      isPartOf(pool, base.getConnectionFactoryAdapter());
    }
    return asks(pool);
  }

  @Override
  protected @Nullable String nameOf(UniversalConnectionPool pool) {
    String name = pool.getName();
    return name == null || name.contains("-oracle.ucp.") || name.startsWith("UCP-") ? null : name;
  }

  @Override
  protected PoolSource sourceOf(UniversalConnectionPool pool) {
    return new Source(new WeakReference<>(pool), sources);
  }

  private record Source(
      WeakReference<UniversalConnectionPool> pool,
      Map<String, WeakReference<PoolDataSource>> sources)
      implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      UniversalConnectionPool asked = pool.get();
      if (asked == null) {
        return null;
      }
      UniversalConnectionPoolStatistics statistics = asked.getStatistics();
      return new PoolReading(
          asked.getMaxPoolSize(),
          asked.getMinPoolSize(),
          asked.getBorrowedConnectionsCount(),
          asked.getAvailableConnectionsCount(),
          statistics == null ? PoolReading.UNKNOWN : statistics.getTotalConnectionsCount(),
          statistics == null ? PoolReading.UNKNOWN : statistics.getPendingRequestsCount());
    }

    private @Nullable PoolDataSource source() {
      UniversalConnectionPool asked = pool.get();
      WeakReference<PoolDataSource> known = asked == null ? null : sources.get(asked.getName());
      return known == null ? null : known.get();
    }

    @Override
    public @Nullable String url() {
      PoolDataSource source = source();
      return source == null ? null : source.getURL();
    }

    @Override
    public long check(int timeoutSeconds) throws SQLException {
      PoolDataSource source = source();
      if (source == null) {
        throw new SQLException("its data source is not known");
      }
      return SignOfLife.of(source.getConnection(), timeoutSeconds);
    }
  }
}
