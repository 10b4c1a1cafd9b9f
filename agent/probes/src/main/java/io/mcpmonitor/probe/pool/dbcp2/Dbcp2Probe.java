package io.mcpmonitor.probe.pool.dbcp2;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of Apache Commons DBCP 2: its {@code BasicDataSource}. */
public final class Dbcp2Probe {
  private Dbcp2Probe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.dbcp2",
        "Connection pools of Apache Commons DBCP 2",
        "org.apache.commons:commons-dbcp2 2.1 to 2.14",
        Dbcp2Probe.class.getPackageName(),
        "Dbcp2Scope",
        List.of(
            new Requirement("org.apache.commons.dbcp2.BasicDataSource", "getNumActive", 0),
            new Requirement("org.apache.commons.dbcp2.BasicDataSource", "getNumIdle", 0),
            new Requirement("org.apache.commons.dbcp2.BasicDataSource", "getMaxTotal", 0),
            new Requirement("org.apache.commons.dbcp2.BasicDataSource", "getMinIdle", 0),
            new Requirement("org.apache.commons.dbcp2.BasicDataSource", "getConnection", 0),
            new Requirement("org.apache.commons.dbcp2.BasicDataSource", "getUrl", 0)),
        List.of(
            on("org.apache.commons.dbcp2.BasicDataSource", "createDataSourceInstance")
                .parameters(0)
                .with("Dbcp2Advice")
                .enter("made"),
            on("org.apache.commons.dbcp2.BasicDataSource", "createPoolableConnectionFactory")
                .parameters(1)
                .with("Dbcp2Advice")
                .exit("hasFactory"),
            on("org.apache.commons.dbcp2.BasicDataSource", "getConnection")
                .parameters(0)
                .with("Dbcp2Advice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("org.apache.commons.dbcp2.BasicDataSource", "close")
                .parameters(0)
                .with("Dbcp2Advice")
                .enter("closes"),
            on("org.apache.commons.dbcp2.PoolingDataSource$PoolGuardConnectionWrapper", "close")
                .parameters(0)
                .with("Dbcp2Advice")
                .enter("returns"),
            on("org.apache.commons.dbcp2.PoolableConnectionFactory", "makeObject")
                .parameters(0)
                .with("Dbcp2Advice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
