package com.example.pools;

import com.alibaba.druid.pool.DruidDataSource;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.lang.reflect.Field;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import oracle.ucp.jdbc.PoolDataSource;
import oracle.ucp.jdbc.PoolDataSourceFactory;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.vibur.dbcp.ViburDBCPDataSource;

/** Every pool, set up as people do, with a short limit for the wait. */
final class Pools {
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";
  private static final int WAIT_MILLIS = 3000;

  private Pools() {}

  static Pool open(String kind, String url, int max) throws Exception {
    return switch (kind) {
      case "hikari" -> hikari(url, max);
      case "tomcat" -> tomcat(url, max);
      case "dbcp2" -> dbcp2(url, max);
      case "c3p0" -> c3p0(url, max);
      case "agroal" -> agroal(url, max);
      case "vibur" -> vibur(url, max);
      case "druid" -> druid(url, max);
      case "ucp" -> ucp(url, max);
      case "r2dbc" -> R2dbcPool.open(url, USER, PASSWORD, max, Duration.ofMillis(WAIT_MILLIS));
      default -> throw new IllegalArgumentException("no such pool: " + kind);
    };
  }

  private static Pool hikari(String url, int max) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(USER);
    config.setPassword(PASSWORD);
    config.setMaximumPoolSize(max);
    config.setMinimumIdle(1);
    config.setPoolName("orders-hikari");
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setValidationTimeout(1000);
    return new JdbcPool<>(
        new HikariDataSource(config),
        source ->
            new Pool.Numbers(
                source.getMaximumPoolSize(),
                source.getHikariPoolMXBean().getActiveConnections(),
                source.getHikariPoolMXBean().getIdleConnections(),
                source.getHikariPoolMXBean().getTotalConnections(),
                source.getHikariPoolMXBean().getThreadsAwaitingConnection()),
        source -> {
          source.close();
          return "";
        });
  }

  private static Pool tomcat(String url, int max) throws SQLException {
    org.apache.tomcat.jdbc.pool.DataSource tomcat = new org.apache.tomcat.jdbc.pool.DataSource();
    tomcat.setName("orders-tomcat");
    tomcat.setUrl(url);
    tomcat.setUsername(USER);
    tomcat.setPassword(PASSWORD);
    tomcat.setDriverClassName(driver(url));
    tomcat.setMaxActive(max);
    tomcat.setMaxIdle(max);
    tomcat.setInitialSize(1);
    tomcat.setMinIdle(1);
    tomcat.setMaxWait(WAIT_MILLIS);
    tomcat.setTestOnBorrow(true);
    tomcat.setValidationQuery(validationQuery(url));
    tomcat.setValidationInterval(0);
    tomcat.setValidationQueryTimeout(1);
    return new JdbcPool<>(
        tomcat,
        source ->
            new Pool.Numbers(
                source.getMaxActive(),
                source.getActive(),
                source.getIdle(),
                source.getSize(),
                source.getWaitCount()),
        source -> {
          source.close(true);
          return "";
        });
  }

  @SuppressWarnings("deprecation") // the newer name is missing in old versions
  private static Pool dbcp2(String url, int max) {
    BasicDataSource dbcp = new BasicDataSource();
    dbcp.setUrl(url);
    dbcp.setUsername(USER);
    dbcp.setPassword(PASSWORD);
    dbcp.setMaxTotal(max);
    dbcp.setMaxIdle(max);
    dbcp.setMinIdle(1);
    dbcp.setMaxWaitMillis(WAIT_MILLIS);
    dbcp.setTestOnBorrow(true);
    return new JdbcPool<>(
        dbcp,
        source ->
            new Pool.Numbers(
                source.getMaxTotal(),
                source.getNumActive(),
                source.getNumIdle(),
                source.getNumActive() + source.getNumIdle(),
                waitersOf(source)),
        source -> {
          source.close();
          return "";
        });
  }

  private static int waitersOf(BasicDataSource source) throws ReflectiveOperationException {
    Field pool = BasicDataSource.class.getDeclaredField("connectionPool");
    pool.setAccessible(true);
    return pool.get(source) instanceof GenericObjectPool<?> objects ? objects.getNumWaiters() : 0;
  }

  private static Pool c3p0(String url, int max) throws Exception {
    ComboPooledDataSource c3p0 = new ComboPooledDataSource();
    c3p0.setDataSourceName("orders-c3p0");
    c3p0.setJdbcUrl(url);
    c3p0.setUser(USER);
    c3p0.setPassword(PASSWORD);
    c3p0.setMaxPoolSize(max);
    c3p0.setMinPoolSize(1);
    c3p0.setInitialPoolSize(1);
    c3p0.setAcquireIncrement(1);
    c3p0.setAcquireRetryAttempts(2);
    c3p0.setAcquireRetryDelay(300);
    c3p0.setCheckoutTimeout(WAIT_MILLIS);
    c3p0.setTestConnectionOnCheckout(true);
    return new JdbcPool<>(
        c3p0,
        source ->
            new Pool.Numbers(
                source.getMaxPoolSize(),
                source.getNumBusyConnectionsDefaultUser(),
                source.getNumIdleConnectionsDefaultUser(),
                source.getNumConnectionsDefaultUser(),
                source.getNumThreadsAwaitingCheckoutDefaultUser()),
        source -> {
          source.close();
          return "";
        });
  }

  private static Pool agroal(String url, int max) throws Exception {
    AgroalDataSource agroal =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(max)
                            .minSize(1)
                            .initialSize(1)
                            .acquisitionTimeout(Duration.ofMillis(WAIT_MILLIS))
                            .idleValidationTimeout(Duration.ofSeconds(1))
                            .connectionValidator(ConnectionValidator.defaultValidator())
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(url)
                                        .principal(new NamePrincipal(USER))
                                        .credential(new SimplePassword(PASSWORD)))));
    return new JdbcPool<>(
        agroal,
        source ->
            new Pool.Numbers(
                max,
                (int) source.getMetrics().activeCount(),
                (int) source.getMetrics().availableCount(),
                (int) (source.getMetrics().activeCount() + source.getMetrics().availableCount()),
                (int) source.getMetrics().awaitingCount()),
        source -> {
          source.close();
          return "";
        });
  }

  private static Pool vibur(String url, int max) {
    ViburDBCPDataSource vibur = new ViburDBCPDataSource();
    vibur.setJdbcUrl(url);
    vibur.setUsername(USER);
    vibur.setPassword(PASSWORD);
    vibur.setPoolInitialSize(1);
    vibur.setPoolMaxSize(max);
    vibur.setName("orders-vibur");
    vibur.setConnectionTimeoutInMs(WAIT_MILLIS);
    vibur.setConnectionIdleLimitInSeconds(0);
    vibur.setTestConnectionQuery("isValid");
    vibur.setUseNetworkTimeout(false);
    vibur.start();
    return new JdbcPool<>(
        vibur,
        source ->
            new Pool.Numbers(
                source.getPool().maxSize(),
                source.getPool().taken(),
                source.getPool().remainingCreated(),
                source.getPool().createdTotal(),
                -1),
        source -> {
          source.close();
          return "";
        });
  }

  private static Pool druid(String url, int max) {
    DruidDataSource druid = new DruidDataSource();
    druid.setUrl(url);
    druid.setUsername(USER);
    druid.setPassword(PASSWORD);
    druid.setName("orders-druid");
    druid.setMaxActive(max);
    druid.setInitialSize(1);
    druid.setMinIdle(1);
    druid.setMaxWait(WAIT_MILLIS);
    druid.setTestOnBorrow(true);
    druid.setValidationQuery(validationQuery(url));
    druid.setValidationQueryTimeout(1);
    druid.setTimeBetweenConnectErrorMillis(500);
    return new JdbcPool<>(
        druid,
        source ->
            new Pool.Numbers(
                source.getMaxActive(),
                source.getActiveCount(),
                source.getPoolingCount(),
                source.getActiveCount() + source.getPoolingCount(),
                source.getNotEmptyWaitThreadCount()),
        source -> {
          source.close();
          return "";
        });
  }

  @SuppressWarnings("deprecation") // the newer name is missing in old versions
  private static Pool ucp(String url, int max) throws Exception {
    PoolDataSource ucp = PoolDataSourceFactory.getPoolDataSource();
    ucp.setConnectionFactoryClassName(
        url.startsWith("jdbc:h2:") ? "org.h2.jdbcx.JdbcDataSource" : driver(url));
    ucp.setURL(url);
    ucp.setUser(USER);
    ucp.setPassword(PASSWORD);
    ucp.setConnectionPoolName("orders-ucp");
    ucp.setInitialPoolSize(1);
    ucp.setMinPoolSize(1);
    ucp.setMaxPoolSize(max);
    ucp.setConnectionWaitTimeout(3);
    ucp.setValidateConnectionOnBorrow(true);
    ucp.setSQLForValidateConnection(validationQuery(url));
    return new JdbcPool<>(
        ucp,
        source ->
            new Pool.Numbers(
                source.getMaxPoolSize(),
                source.getBorrowedConnectionsCount(),
                source.getAvailableConnectionsCount(),
                source.getStatistics() == null
                    ? 0
                    : source.getStatistics().getTotalConnectionsCount(),
                source.getStatistics() == null
                    ? 0
                    : source.getStatistics().getPendingRequestsCount()),
        source -> {
          oracle.ucp.admin.UniversalConnectionPoolManagerImpl.getUniversalConnectionPoolManager()
              .destroyConnectionPool("orders-ucp");
          return "";
        });
  }

  private static String driver(String url) throws SQLException {
    return DriverManager.getDriver(url).getClass().getName();
  }

  private static String validationQuery(String url) {
    return url.startsWith("jdbc:hsqldb:") || url.startsWith("jdbc:derby:")
        ? "values 1"
        : "select 1";
  }
}
