package io.mcpmonitor.probe.pool.hikari;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of HikariCP. Its data source makes the pool when it is first used. */
public final class HikariProbe {
  private HikariProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.hikari",
        "Connection pools of HikariCP",
        "com.zaxxer:HikariCP 3.4 to 7.1",
        HikariProbe.class.getPackageName(),
        "HikariScope",
        List.of(
            new Requirement("com.zaxxer.hikari.pool.HikariPool", "getActiveConnections", 0),
            new Requirement("com.zaxxer.hikari.pool.HikariPool", "getIdleConnections", 0),
            new Requirement("com.zaxxer.hikari.pool.HikariPool", "getTotalConnections", 0),
            new Requirement("com.zaxxer.hikari.pool.HikariPool", "getThreadsAwaitingConnection", 0),
            new Requirement("com.zaxxer.hikari.pool.HikariPool", "getConnection", 1),
            new Requirement("com.zaxxer.hikari.HikariConfig", "getMaximumPoolSize", 0),
            new Requirement("com.zaxxer.hikari.HikariConfig", "getMinimumIdle", 0),
            new Requirement("com.zaxxer.hikari.HikariConfig", "getPoolName", 0),
            new Requirement("com.zaxxer.hikari.HikariConfig", "getJdbcUrl", 0)),
        List.of(
            on("com.zaxxer.hikari.pool.HikariPool", "<init>")
                .parameters(1)
                .with("HikariAdvice")
                .exit("made"),
            on("com.zaxxer.hikari.pool.HikariPool", "getConnection")
                .parameters(1)
                .with("HikariAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("com.zaxxer.hikari.pool.HikariPool", "shutdown")
                .parameters(0)
                .with("HikariAdvice")
                .enter("closes"),
            on("com.zaxxer.hikari.pool.PoolBase", "newConnection")
                .with("HikariAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated"),
            on("com.zaxxer.hikari.pool.ProxyConnection", "close")
                .parameters(0)
                .with("HikariAdvice")
                .enter("returns")));
  }
}
