package io.mcpmonitor.probe.sql;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import io.mcpmonitor.sql.SqlDialect;
import java.util.List;

/**
 * Everything that is asked of a database through JDBC, one probe for each driver, by the exact
 * names of its classes. On the start-up path, so without lambdas and streams.
 */
public final class SqlProbes {
  private SqlProbes() {}

  /** PostgreSQL. */
  public static Probe postgresql() {
    StatementHooks hooks = new StatementHooks("PostgresqlAdvice");
    hooks.statements("org.postgresql.jdbc.PgStatement");
    hooks.prepared("org.postgresql.jdbc.PgPreparedStatement", "preparedQuery");
    hooks.prepared("org.postgresql.jdbc.PgCallableStatement");
    hooks.preparingCalls("org.postgresql.jdbc.PgConnection");
    hooks.transactions("org.postgresql.jdbc.PgConnection");
    hooks.checks("org.postgresql.jdbc.PgConnection");
    hooks.add(
        on("org.postgresql.jdbc.PgStatement$StatementResultHandler", "handleResultRows")
            .parameters(4)
            .enter("rows"));
    return probe(
        "sql.postgresql",
        "Statements of PostgreSQL's driver",
        "org.postgresql:postgresql 42.2 to 42.7",
        hooks,
        new Requirement("org.postgresql.core.Query", "getNativeSql", 0));
  }

  /** MySQL. */
  public static Probe mysql() {
    StatementHooks hooks = new StatementHooks("MysqlAdvice");
    hooks.statements("com.mysql.cj.jdbc.StatementImpl");
    hooks.prepared("com.mysql.cj.jdbc.ClientPreparedStatement");
    hooks.prepared("com.mysql.cj.jdbc.CallableStatement");
    hooks.transactions("com.mysql.cj.jdbc.ConnectionImpl");
    hooks.checks("com.mysql.cj.jdbc.ConnectionImpl");
    hooks.preparing("com.mysql.cj.jdbc.ConnectionImpl");
    hooks.add(
        on("com.mysql.cj.protocol.a.result.ResultsetRowsStatic", "<init>")
            .parameters(2)
            .exit("rows"));
    return probe(
        "sql.mysql",
        "Statements of MySQL's driver",
        "com.mysql:mysql-connector-j 8.0 to 9.5",
        hooks);
  }

  /** MariaDB. */
  public static Probe mariadb() {
    StatementHooks hooks = new StatementHooks("MariadbAdvice");
    hooks.statements("org.mariadb.jdbc.Statement");
    hooks.prepared("org.mariadb.jdbc.BasePreparedStatement");
    hooks.prepared("org.mariadb.jdbc.ClientPreparedStatement");
    hooks.prepared("org.mariadb.jdbc.ServerPreparedStatement");
    hooks.transactions("org.mariadb.jdbc.Connection");
    hooks.checks("org.mariadb.jdbc.Connection");
    hooks.preparing("org.mariadb.jdbc.Connection");
    hooks.add(
        on("org.mariadb.jdbc.client.result.CompleteResult", "<init>")
            .firstType("Statement")
            .exit("rows"));
    return probe(
        "sql.mariadb",
        "Statements of MariaDB's driver",
        "org.mariadb.jdbc:mariadb-java-client 3",
        hooks);
  }

  /** H2. */
  public static Probe h2() {
    StatementHooks hooks = new StatementHooks("H2Advice");
    hooks.statements("org.h2.jdbc.JdbcStatement");
    hooks.prepared("org.h2.jdbc.JdbcPreparedStatement");
    hooks.prepared("org.h2.jdbc.JdbcCallableStatement");
    hooks.transactions("org.h2.jdbc.JdbcConnection");
    hooks.checks("org.h2.jdbc.JdbcConnection");
    hooks.preparing("org.h2.jdbc.JdbcConnection");
    hooks.add(on("org.h2.command.Command", "executeQuery").parameters(2, 3).exit("rows"));
    hooks.add(on("org.h2.command.CommandRemote", "executeQuery").parameters(2, 3).exit("rows"));
    return probe("sql.h2", "Statements of H2", "com.h2database:h2 1.4 to 2.4", hooks);
  }

  /** SQLite. */
  public static Probe sqlite() {
    StatementHooks hooks = new StatementHooks("RememberingAdvice");
    hooks.statements("org.sqlite.jdbc3.JDBC3Statement");
    hooks.prepared("org.sqlite.jdbc3.JDBC3PreparedStatement");
    hooks.prepared("org.sqlite.core.CorePreparedStatement");
    hooks.transactions("org.sqlite.SQLiteConnection");
    hooks.transactions("org.sqlite.jdbc3.JDBC3Connection");
    hooks.checks("org.sqlite.SQLiteConnection");
    hooks.preparing("org.sqlite.jdbc4.JDBC4Connection");
    hooks.checks("org.sqlite.jdbc4.JDBC4Connection");
    return probe("sql.sqlite", "Statements of SQLite's driver", "org.xerial:sqlite-jdbc 3", hooks);
  }

  /** Oracle. */
  public static Probe oracle() {
    StatementHooks hooks = new StatementHooks("RememberingAdvice");
    hooks.statements("oracle.jdbc.driver.OracleStatementWrapper");
    hooks.prepared("oracle.jdbc.driver.OraclePreparedStatementWrapper");
    hooks.transactions("oracle.jdbc.driver.PhysicalConnection");
    hooks.checks("oracle.jdbc.driver.PhysicalConnection");
    hooks.preparing("oracle.jdbc.driver.PhysicalConnection");
    return probe(
        "sql.oracle",
        "Statements of Oracle's driver",
        "com.oracle.database.jdbc:ojdbc 19 to 23",
        hooks);
  }

  /** SQL Server. */
  public static Probe sqlServer() {
    StatementHooks hooks = new StatementHooks("SqlServerAdvice");
    hooks.statements("com.microsoft.sqlserver.jdbc.SQLServerStatement");
    hooks.prepared("com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement", "userSQL");
    hooks.transactions("com.microsoft.sqlserver.jdbc.SQLServerConnection");
    hooks.checks("com.microsoft.sqlserver.jdbc.SQLServerConnection");
    return probe(
        "sql.sqlserver",
        "Statements of SQL Server's driver",
        "com.microsoft.sqlserver:mssql-jdbc 9 to 13",
        hooks);
  }

  /** The dialect that the driver of this probe speaks. */
  static SqlDialect dialect(String probeId) {
    return switch (probeId) {
      case "sql.postgresql" -> SqlDialect.POSTGRESQL;
      case "sql.mysql" -> SqlDialect.MYSQL;
      case "sql.mariadb" -> SqlDialect.MARIADB;
      case "sql.h2" -> SqlDialect.H2;
      case "sql.sqlite" -> SqlDialect.SQLITE;
      case "sql.oracle" -> SqlDialect.ORACLE;
      case "sql.sqlserver" -> SqlDialect.SQL_SERVER;
      default -> SqlDialect.OTHER;
    };
  }

  private static Probe probe(
      String id,
      String description,
      String library,
      StatementHooks hooks,
      Requirement... requirements) {
    return new Probe(
        id,
        description,
        library,
        SqlProbes.class.getPackageName(),
        "SqlScope",
        List.of(requirements),
        hooks.made());
  }
}
