package io.mcpmonitor.probe.pool.ucp;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * Connection pools of Oracle UCP. The data source is only seen when it is asked; the pool behind it
 * is what is watched.
 */
public final class UcpProbe {
  private UcpProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.ucp",
        "Connection pools of Oracle UCP",
        "com.oracle.database.jdbc:ucp 19.3 to 23.26",
        UcpProbe.class.getPackageName(),
        "UcpScope",
        List.of(
            new Requirement("oracle.ucp.UniversalConnectionPool", "getBorrowedConnectionsCount", 0),
            new Requirement(
                "oracle.ucp.UniversalConnectionPool", "getAvailableConnectionsCount", 0),
            new Requirement("oracle.ucp.UniversalConnectionPool", "getStatistics", 0),
            new Requirement("oracle.ucp.UniversalConnectionPool", "getMaxPoolSize", 0),
            new Requirement("oracle.ucp.UniversalConnectionPool", "getMinPoolSize", 0),
            new Requirement("oracle.ucp.UniversalConnectionPool", "getName", 0),
            new Requirement(
                "oracle.ucp.UniversalConnectionPoolStatistics", "getPendingRequestsCount", 0),
            new Requirement(
                "oracle.ucp.UniversalConnectionPoolStatistics", "getTotalConnectionsCount", 0),
            new Requirement("oracle.ucp.jdbc.PoolDataSource", "getConnectionPoolName", 0),
            new Requirement("oracle.ucp.jdbc.PoolDataSource", "getURL", 0)),
        List.of(
            on("oracle.ucp.jdbc.PoolDataSourceImpl", "getConnection")
                .parameters(0)
                .with("UcpAdvice")
                .enter("asksSource"),
            on("oracle.ucp.jdbc.JDBCUniversalPooledConnection", "validate")
                .parameters(0, 2)
                .with("UcpAdvice")
                .enter("tries")
                .exit("tried")
                .thrown("notTried"),
            on("oracle.ucp.common.UniversalConnectionPoolImpl", "borrowConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("oracle.ucp.common.UniversalConnectionPoolImpl", "returnConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("returns"),
            on("oracle.ucp.common.UniversalConnectionPoolImpl", "closeConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("returns"),
            on("oracle.ucp.common.UniversalConnectionPoolBase", "stop")
                .parameters(0)
                .with("UcpAdvice")
                .enter("closes"),
            on("oracle.ucp.jdbc.DataSourceConnectionFactoryAdapter", "createConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated"),
            on("oracle.ucp.jdbc.DriverConnectionFactoryAdapter", "createConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated"),
            on(
                    "oracle.ucp.jdbc.ConnectionPoolDataSourceConnectionFactoryAdapter",
                    "createConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated"),
            on("oracle.ucp.jdbc.XADataSourceConnectionFactoryAdapter", "createConnection")
                .parameters(1)
                .with("UcpAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
