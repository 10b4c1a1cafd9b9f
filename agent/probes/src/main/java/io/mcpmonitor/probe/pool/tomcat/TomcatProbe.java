package io.mcpmonitor.probe.pool.tomcat;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of Tomcat JDBC, inside of Tomcat and outside. */
public final class TomcatProbe {
  private TomcatProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.tomcat",
        "Connection pools of Tomcat JDBC",
        "org.apache.tomcat:tomcat-jdbc 8.5 to 11.0",
        TomcatProbe.class.getPackageName(),
        "TomcatScope",
        List.of(
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getActive", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getIdle", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getSize", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getWaitCount", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getName", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getConnection", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.ConnectionPool", "getPoolProperties", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.PoolConfiguration", "getMaxActive", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.PoolConfiguration", "getMinIdle", 0),
            new Requirement("org.apache.tomcat.jdbc.pool.PoolConfiguration", "getUrl", 0)),
        List.of(
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "<init>")
                .parameters(1)
                .with("TomcatAdvice")
                .exit("made"),
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "init")
                .parameters(1)
                .with("TomcatAdvice")
                .enter("fills")
                .exit("filled")
                .thrown("notFilled"),
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "borrowConnection")
                .parameters(3)
                .with("TomcatAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "returnConnection")
                .parameters(1)
                .with("TomcatAdvice")
                .enter("returns"),
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "release")
                .parameters(1)
                .with("TomcatAdvice")
                .enter("returns"),
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "close")
                .parameters(1)
                .with("TomcatAdvice")
                .enter("closes"),
            on("org.apache.tomcat.jdbc.pool.ConnectionPool", "createConnection")
                .parameters(4)
                .with("TomcatAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
