package io.mcpmonitor.probe.pool.agroal;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of Agroal, which Quarkus uses. */
public final class AgroalProbe {
  private AgroalProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.agroal",
        "Connection pools of Agroal",
        "io.agroal:agroal-pool 1.16 to 3.2",
        AgroalProbe.class.getPackageName(),
        "AgroalScope",
        List.of(
            new Requirement("io.agroal.pool.ConnectionPool", "activeCount", 0),
            new Requirement("io.agroal.pool.ConnectionPool", "availableCount", 0),
            new Requirement("io.agroal.pool.ConnectionPool", "awaitingCount", 0),
            new Requirement("io.agroal.pool.ConnectionPool", "getConfiguration", 0),
            new Requirement("io.agroal.pool.ConnectionPool", "getConnection", 0),
            new Requirement(
                "io.agroal.api.configuration.AgroalConnectionPoolConfiguration", "maxSize", 0),
            new Requirement(
                "io.agroal.api.configuration.AgroalConnectionPoolConfiguration", "minSize", 0),
            new Requirement(
                "io.agroal.api.configuration.AgroalConnectionFactoryConfiguration", "jdbcUrl", 0)),
        List.of(
            on("io.agroal.pool.ConnectionPool", "<init>")
                .parameters(2)
                .fields("connectionFactory")
                .with("AgroalAdvice")
                .exit("made"),
            on("io.agroal.pool.ConnectionPool", "getConnection")
                .parameters(0)
                .fields("connectionFactory")
                .with("AgroalAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("io.agroal.pool.ConnectionPool", "getReadOnlyConnection")
                .parameters(0)
                .fields("connectionFactory")
                .ifPresent()
                .with("AgroalAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("io.agroal.pool.ConnectionPool", "close")
                .parameters(0)
                .with("AgroalAdvice")
                .enter("closes"),
            on("io.agroal.pool.wrapper.ConnectionWrapper", "close")
                .parameters(0)
                .with("AgroalAdvice")
                .enter("returns"),
            on("io.agroal.pool.ConnectionFactory", "createConnection")
                .parameters(0)
                .with("AgroalAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
