package io.mcpmonitor.probe.pool.vibur;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of Vibur DBCP. */
public final class ViburProbe {
  private ViburProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.vibur",
        "Connection pools of Vibur DBCP",
        "org.vibur:vibur-dbcp 22.2 to 26.0",
        ViburProbe.class.getPackageName(),
        "ViburScope",
        List.of(
            new Requirement("org.vibur.dbcp.ViburDBCPDataSource", "getPool", 0),
            new Requirement("org.vibur.dbcp.ViburDBCPDataSource", "getName", 0),
            new Requirement("org.vibur.dbcp.ViburDBCPDataSource", "getConnection", 0),
            new Requirement("org.vibur.dbcp.ViburDBCPDataSource", "getJdbcUrl", 0),
            new Requirement("org.vibur.objectpool.BasePool", "taken", 0),
            new Requirement("org.vibur.objectpool.BasePool", "remainingCreated", 0),
            new Requirement("org.vibur.objectpool.BasePool", "createdTotal", 0),
            new Requirement("org.vibur.objectpool.BasePool", "maxSize", 0),
            new Requirement("org.vibur.objectpool.BasePool", "initialSize", 0)),
        List.of(
            on("org.vibur.dbcp.ViburDBCPDataSource", "start")
                .parameters(0)
                .with("ViburAdvice")
                .exit("made"),
            on("org.vibur.dbcp.ViburDBCPDataSource", "terminate")
                .parameters(0)
                .with("ViburAdvice")
                .enter("closes"),
            on("org.vibur.dbcp.pool.PoolOperations", "getConnHolder")
                .parameters(1)
                .fields("dataSource")
                .with("ViburAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("org.vibur.dbcp.pool.PoolOperations", "restore")
                .parameters(3)
                .with("ViburAdvice")
                .enter("returns"),
            on("org.vibur.dbcp.pool.ConnectionFactory", "create")
                .parameters(1)
                .fields("config")
                .with("ViburAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
