package io.mcpmonitor.probe.sql;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import java.util.List;

/**
 * Statements and connections as pools wrap them: they tell which pool a statement is of, and count
 * what drivers execute that no probe knows.
 */
public final class WrapperProbe {
  private WrapperProbe() {}

  /** The probe. */
  public static Probe probe() {
    StatementHooks hooks = new StatementHooks("WrapperAdvice");
    connection(hooks, "com.zaxxer.hikari.pool.ProxyConnection");
    hooks.statements("com.zaxxer.hikari.pool.ProxyStatement");
    hooks.prepared("com.zaxxer.hikari.pool.ProxyPreparedStatement");

    connection(hooks, "org.apache.commons.dbcp2.DelegatingConnection");
    hooks.statements("org.apache.commons.dbcp2.DelegatingStatement");
    hooks.prepared("org.apache.commons.dbcp2.DelegatingPreparedStatement");

    connection(hooks, "com.mchange.v2.c3p0.impl.NewProxyConnection");
    connection(hooks, "com.mchange.v2.c3p0.impl.AbstractNewProxyConnection");
    both(hooks, "com.mchange.v2.c3p0.impl.NewProxyStatement");
    both(hooks, "com.mchange.v2.c3p0.impl.NewProxyPreparedStatement");
    both(hooks, "com.mchange.v2.c3p0.impl.NewProxyCallableStatement");

    connection(hooks, "io.agroal.pool.wrapper.ConnectionWrapper");
    hooks.statements("io.agroal.pool.wrapper.StatementWrapper");
    hooks.prepared("io.agroal.pool.wrapper.PreparedStatementWrapper");
    hooks.prepared("io.agroal.pool.wrapper.CallableStatementWrapper");

    hooks.transactions("com.alibaba.druid.pool.DruidPooledConnection");
    hooks.statements("com.alibaba.druid.pool.DruidPooledStatement");
    hooks.prepared("com.alibaba.druid.pool.DruidPooledPreparedStatement", "sql");

    // Before 23.26 these were classes for Java 6, which cannot be woven.
    connection(hooks, "oracle.ucp.jdbc.proxy.UCPNonOracleProxy$ProteusProxy$0");
    both(hooks, "oracle.ucp.jdbc.proxy.UCPNonOracleProxy$ProteusProxy$1");

    handlers(hooks);
    return new Probe(
        "sql.pools",
        "Statements of any driver, through the wrappers of connection pools",
        "HikariCP, Tomcat JDBC, Commons DBCP 2, c3p0, Agroal, Vibur, Druid, UCP",
        WrapperProbe.class.getPackageName(),
        "WrapperScope",
        List.of(),
        hooks.made());
  }

  private static void connection(StatementHooks hooks, String className) {
    hooks.transactions(className);
    hooks.preparing(className);
  }

  /** Classes that inherit from none with such methods. */
  private static void both(StatementHooks hooks, String className) {
    hooks.statements(className);
    hooks.prepared(className);
  }

  /** Proxies of the JDK. */
  private static void handlers(StatementHooks hooks) {
    StatementHooks own = hooks.with("HandlerAdvice");
    Hook statement =
        on("org.apache.tomcat.jdbc.pool.StatementFacade$StatementProxy", "invoke")
            .parameters(3)
            .fields("query") // Vibur has none
            .enter("statement")
            .exit("executed")
            .thrown("fails");
    own.add(statement);
    own.add(
        statement
            .onClass("org.vibur.dbcp.proxy.StatementInvocationHandler")
            .method("processExecute"));
    Hook connection =
        on("org.apache.tomcat.jdbc.pool.ProxyConnection", "invoke")
            .parameters(3)
            .enter("connection")
            .exit("done")
            .thrown("fails");
    own.add(connection);
    own.add(
        connection
            .onClass("org.vibur.dbcp.proxy.ConnectionInvocationHandler")
            .method("restrictedInvoke"));
  }
}
