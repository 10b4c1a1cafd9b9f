package io.mcpmonitor.probe.pool.r2dbc;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The pools of one application. */
final class R2dbcScope extends PoolWatch<ConnectionPool> {
  private final ProbeContext context;

  R2dbcScope(ProbeContext context) {
    super(context.pipeline(), "r2dbc");
    this.context = context;
  }

  /** Something went wrong in a callback of the application's stream. */
  void failed(Throwable failure) {
    context.failed(failure);
  }

  @Override
  protected @Nullable String nameOf(ConnectionPool pool) {
    return null; // it keeps its name to itself
  }

  @Override
  protected PoolSource sourceOf(ConnectionPool pool) {
    return new Source(new WeakReference<>(pool));
  }

  private record Source(WeakReference<ConnectionPool> pool) implements PoolSource {
    @Override
    public @Nullable PoolReading read() {
      ConnectionPool asked = pool.get();
      PoolMetrics metrics = asked == null ? null : asked.getMetrics().orElse(null);
      if (metrics == null) {
        return null;
      }
      return new PoolReading(
          metrics.getMaxAllocatedSize(),
          PoolReading.UNKNOWN,
          metrics.acquiredSize(),
          metrics.idleSize(),
          metrics.allocatedSize(),
          metrics.pendingAcquireSize());
    }

    @Override
    public long check(int timeoutSeconds) {
      ConnectionPool asked = pool.get();
      if (asked == null) {
        return -1;
      }
      Duration timeout = Duration.ofSeconds(timeoutSeconds);
      Connection connection = asked.create().block(timeout);
      if (connection == null) {
        return -1;
      }
      try {
        long began = System.nanoTime();
        Boolean answered = Mono.from(connection.validate(ValidationDepth.REMOTE)).block(timeout);
        return Boolean.TRUE.equals(answered) ? Math.max(1, System.nanoTime() - began) : -1;
      } finally {
        Mono.from(connection.close()).block(timeout);
      }
    }
  }
}
