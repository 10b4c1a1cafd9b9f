package io.mcpmonitor.probe.pool.c3p0;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * Connection pools of c3p0. To ask a pool that nobody has used would make it, so a pool is met when
 * it is first used.
 */
public final class C3p0Probe {
  private C3p0Probe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.c3p0",
        "Connection pools of c3p0",
        "com.mchange:c3p0 0.10 to 0.14",
        C3p0Probe.class.getPackageName(),
        "C3p0Scope",
        List.of(
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
                "getNumBusyConnectionsDefaultUser",
                0),
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
                "getNumIdleConnectionsDefaultUser",
                0),
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
                "getNumConnectionsDefaultUser",
                0),
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
                "getNumThreadsAwaitingCheckoutDefaultUser",
                0),
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
                "getConnectionPoolDataSource",
                0),
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource", "getDataSourceName", 0),
            new Requirement(
                "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource", "getIdentityToken", 0),
            new Requirement(
                "com.mchange.v2.c3p0.WrapperConnectionPoolDataSource", "getMaxPoolSize", 0),
            new Requirement(
                "com.mchange.v2.c3p0.WrapperConnectionPoolDataSource", "getMinPoolSize", 0)),
        List.of(
            on("com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource", "getConnection")
                .parameters(0, 2)
                .with("C3p0Advice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource", "close")
                .parameters(0, 1)
                .with("C3p0Advice")
                .enter("closes"),
            on("com.mchange.v2.c3p0.impl.NewProxyConnection", "close")
                .parameters(0)
                .ifPresent()
                .with("C3p0Advice")
                .enter("returns"),
            on("com.mchange.v2.c3p0.impl.AbstractNewProxyConnection", "close")
                .parameters(0)
                .with("C3p0Advice")
                .enter("returns"),
            on("com.mchange.v2.c3p0.WrapperConnectionPoolDataSource", "getPooledConnection")
                .parameters(2)
                .firstType("ConnectionCustomizer")
                .with("C3p0Advice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated"),
            on("com.mchange.v2.c3p0.WrapperConnectionPoolDataSource", "getPooledConnection")
                .parameters(4)
                .with("C3p0Advice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
