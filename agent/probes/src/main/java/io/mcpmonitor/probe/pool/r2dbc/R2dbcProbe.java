package io.mcpmonitor.probe.pool.r2dbc;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of R2DBC Pool. A wait runs from the subscription to the connection. */
public final class R2dbcProbe {
  private R2dbcProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.r2dbc",
        "Connection pools of R2DBC Pool",
        "io.r2dbc:r2dbc-pool 0.8.8 to 1.0",
        R2dbcProbe.class.getPackageName(),
        "R2dbcScope",
        List.of(
            new Requirement("io.r2dbc.pool.ConnectionPool", "getMetrics", 0),
            new Requirement("io.r2dbc.pool.ConnectionPool", "create", 0),
            new Requirement("io.r2dbc.pool.PoolMetrics", "acquiredSize", 0),
            new Requirement("io.r2dbc.pool.PoolMetrics", "idleSize", 0),
            new Requirement("io.r2dbc.pool.PoolMetrics", "allocatedSize", 0),
            new Requirement("io.r2dbc.pool.PoolMetrics", "pendingAcquireSize", 0),
            new Requirement("io.r2dbc.pool.PoolMetrics", "getMaxAllocatedSize", 0)),
        List.of(
            on("io.r2dbc.pool.ConnectionPool", "<init>")
                .parameters(1)
                .with("R2dbcAdvice")
                .exit("made"),
            on("io.r2dbc.pool.ConnectionPool", "create")
                .parameters(0)
                .with("R2dbcAdvice")
                .exit("gives"),
            on("io.r2dbc.pool.ConnectionPool", "disposeLater")
                .parameters(0)
                .with("R2dbcAdvice")
                .enter("closes"),
            on("io.r2dbc.pool.PooledConnection", "close")
                .parameters(0)
                .with("R2dbcAdvice")
                .enter("returns")));
  }
}
