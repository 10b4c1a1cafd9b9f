package io.mcpmonitor.probe.sql;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import io.mcpmonitor.pipeline.SqlDialect;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is asked of a database through JDBC, one probe for each driver, by the exact
 * names of its classes. On the start-up path, so without lambdas and streams.
 */
public final class SqlProbes {
  private SqlProbes() {}

  /** PostgreSQL. */
  public static Probe postgresql() {
    Hooks hooks = new Hooks("PostgresqlAdvice");
    hooks.statements("org.postgresql.jdbc.PgStatement");
    hooks.prepared("org.postgresql.jdbc.PgPreparedStatement", "preparedQuery");
    hooks.transactions("org.postgresql.jdbc.PgConnection");
    return probe(
        "sql.postgresql",
        "Statements of PostgreSQL's driver",
        "org.postgresql:postgresql 42.2 to 42.7",
        hooks,
        new Requirement("org.postgresql.core.Query", "getNativeSql", 0));
  }

  /** MySQL. */
  public static Probe mysql() {
    Hooks hooks = new Hooks("RememberingAdvice");
    hooks.statements("com.mysql.cj.jdbc.StatementImpl");
    hooks.prepared("com.mysql.cj.jdbc.ClientPreparedStatement");
    hooks.prepared("com.mysql.cj.jdbc.CallableStatement");
    hooks.transactions("com.mysql.cj.jdbc.ConnectionImpl");
    hooks.preparing("com.mysql.cj.jdbc.ConnectionImpl");
    return probe(
        "sql.mysql",
        "Statements of MySQL's driver",
        "com.mysql:mysql-connector-j 8.0 to 9.5",
        hooks);
  }

  /** MariaDB. */
  public static Probe mariadb() {
    Hooks hooks = new Hooks("RememberingAdvice");
    hooks.statements("org.mariadb.jdbc.Statement");
    hooks.prepared("org.mariadb.jdbc.BasePreparedStatement");
    hooks.prepared("org.mariadb.jdbc.ClientPreparedStatement");
    hooks.prepared("org.mariadb.jdbc.ServerPreparedStatement");
    hooks.transactions("org.mariadb.jdbc.Connection");
    hooks.preparing("org.mariadb.jdbc.Connection");
    return probe(
        "sql.mariadb",
        "Statements of MariaDB's driver",
        "org.mariadb.jdbc:mariadb-java-client 3",
        hooks);
  }

  /** H2. */
  public static Probe h2() {
    Hooks hooks = new Hooks("RememberingAdvice");
    hooks.statements("org.h2.jdbc.JdbcStatement");
    hooks.prepared("org.h2.jdbc.JdbcPreparedStatement");
    hooks.transactions("org.h2.jdbc.JdbcConnection");
    hooks.preparing("org.h2.jdbc.JdbcConnection");
    return probe("sql.h2", "Statements of H2", "com.h2database:h2 1.4 to 2.5", hooks);
  }

  /** SQLite. */
  public static Probe sqlite() {
    Hooks hooks = new Hooks("RememberingAdvice");
    hooks.statements("org.sqlite.jdbc3.JDBC3Statement");
    hooks.prepared("org.sqlite.jdbc3.JDBC3PreparedStatement");
    hooks.prepared("org.sqlite.core.CorePreparedStatement");
    hooks.transactions("org.sqlite.SQLiteConnection");
    hooks.preparing("org.sqlite.jdbc4.JDBC4Connection");
    hooks.checks("org.sqlite.jdbc4.JDBC4Connection");
    return probe("sql.sqlite", "Statements of SQLite's driver", "org.xerial:sqlite-jdbc 3", hooks);
  }

  /** Oracle. */
  public static Probe oracle() {
    Hooks hooks = new Hooks("RememberingAdvice");
    hooks.statements("oracle.jdbc.driver.OracleStatementWrapper");
    hooks.prepared("oracle.jdbc.driver.OraclePreparedStatementWrapper");
    hooks.transactions("oracle.jdbc.driver.PhysicalConnection");
    hooks.preparing("oracle.jdbc.driver.PhysicalConnection");
    return probe(
        "sql.oracle",
        "Statements of Oracle's driver",
        "com.oracle.database.jdbc:ojdbc 19 to 23",
        hooks);
  }

  /** SQL Server. */
  public static Probe sqlServer() {
    Hooks hooks = new Hooks("SqlServerAdvice");
    hooks.statements("com.microsoft.sqlserver.jdbc.SQLServerStatement");
    hooks.prepared("com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement", "userSQL");
    hooks.transactions("com.microsoft.sqlserver.jdbc.SQLServerConnection");
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
      String id, String description, String library, Hooks hooks, Requirement... requirements) {
    return new Probe(
        id,
        description,
        library,
        SqlProbes.class.getPackageName(),
        "SqlScope",
        List.of(requirements),
        List.copyOf(hooks.made));
  }

  /** Which of its methods a class declares itself differs from driver to driver. */
  private static final class Hooks {
    final List<Hook> made = new ArrayList<>();
    private final String advice;

    Hooks(String advice) {
      this.advice = advice;
    }

    /** Methods that get the text. */
    void statements(String className) {
      String[] names = {"executeQuery", "execute", "executeUpdate", "executeLargeUpdate"};
      String[] exits = {"queried", "executed", "updated", "updatedMany"};
      for (int i = 0; i < names.length; i++) {
        add(on(className, names[i]).parameters(1, 2).firstType("String"), "statement", exits[i]);
      }
      batches(className, "batch");
    }

    /** Methods without a text; a field may have it. */
    void prepared(String className, String... field) {
      String[] names = {"executeQuery", "execute", "executeUpdate", "executeLargeUpdate"};
      String[] exits = {"queried", "executed", "updated", "updatedMany"};
      String enter = "prepared";
      for (int i = 0; i < names.length; i++) {
        add(on(className, names[i]).parameters(0).fields(field), enter, exits[i]);
      }
      add(on(className, "executeBatch").parameters(0).fields(field), "preparedBatch", "batched");
      add(
          on(className, "executeLargeBatch").parameters(0).fields(field),
          "preparedBatch",
          "batchedMany");
    }

    void transactions(String className) {
      add(on(className, "commit").parameters(0), "commit", "done");
      add(on(className, "rollback").parameters(0, 1), "rollback", "done");
      checks(className);
    }

    /** What a driver asks to see whether a connection works is nobody's statement. */
    void checks(String className) {
      made.add(
          on(className, "isValid")
              .parameters(1)
              .ifPresent()
              .with(advice)
              .enter("checks")
              .exit("checked")
              .thrown("notChecked"));
    }

    /** Where the text is seen only when the statement is made. */
    void preparing(String className) {
      for (String name : new String[] {"prepareStatement", "prepareCall"}) {
        made.add(
            on(className, name)
                .parameters(1, 4)
                .firstType("String")
                .ifPresent()
                .with(advice)
                .exit("remember"));
      }
    }

    private void batches(String className, String enter) {
      add(on(className, "executeBatch").parameters(0), enter, "batched");
      add(on(className, "executeLargeBatch").parameters(0), enter, "batchedMany");
    }

    private void add(Hook hook, String enter, String exit) {
      made.add(hook.ifPresent().with(advice).enter(enter).exit(exit).thrown("fails"));
    }
  }
}
