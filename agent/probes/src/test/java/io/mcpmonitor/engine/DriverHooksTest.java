package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.probe.Probes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Type;

/**
 * The newest and the oldest driver of every database: whatever a statement of theirs can execute
 * meets a hook, and the JVM accepts the woven classes. Two of them have no database here.
 */
class DriverHooksTest {
  private static final String DRIVERS =
      """
      sql.postgresql | org.postgresql.Driver | postgresql | org.postgresql.jdbc. \
          | PgConnection | PgStatement PgPreparedStatement PgCallableStatement
      sql.mysql | com.mysql.cj.jdbc.Driver | mysql-connector-java | com.mysql.cj.jdbc. \
          | ConnectionImpl \
          | StatementImpl ClientPreparedStatement ServerPreparedStatement CallableStatement
      sql.mariadb | org.mariadb.jdbc.Driver | mariadb-java-client | org.mariadb.jdbc. \
          | Connection \
          | Statement ClientPreparedStatement ServerPreparedStatement ProcedureStatement
      sql.h2 | org.h2.Driver | h2 | org.h2.jdbc. \
          | JdbcConnection | JdbcStatement JdbcPreparedStatement JdbcCallableStatement
      sql.sqlite | org.sqlite.JDBC | sqlite-jdbc | org.sqlite.jdbc4. \
          | JDBC4Connection | JDBC4Statement JDBC4PreparedStatement
      sql.oracle | oracle.jdbc.OracleDriver | ojdbc8 | oracle.jdbc.driver. \
          | T4CConnection \
          | OracleStatementWrapper OraclePreparedStatementWrapper OracleCallableStatementWrapper
      sql.sqlserver | com.microsoft.sqlserver.jdbc.SQLServerDriver | mssql-jdbc \
          | com.microsoft.sqlserver.jdbc. | SQLServerConnection \
          | SQLServerStatement SQLServerPreparedStatement SQLServerCallableStatement
      """;

  /** What the interfaces of JDBC can execute. */
  private static final Object[][] EXECUTIONS = {
    {String.class},
    {String.class, int.class},
    {String.class, int[].class},
    {String.class, String[].class},
    {},
  };

  /** Calls the one that has most parameters, of its subclass. */
  private static final Set<String> DELEGATING = Set.of("org.sqlite.jdbc3.JDBC3Connection");

  /** Without a text, before 42.3. */
  private static final String NOT_IMPLEMENTED =
      "public long org.postgresql.jdbc.PgStatement.executeLargeUpdate()";

  private static final List<String> NAMES =
      List.of(
          "executeQuery",
          "execute",
          "executeUpdate",
          "executeLargeUpdate",
          "executeBatch",
          "executeLargeBatch");

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = DRIVERS)
  void everyExecutionMeetsAHook(
      String probeId,
      String driver,
      String old,
      String packageName,
      String connection,
      String statements)
      throws Exception {
    Probe probe = Probes.ALL.stream().filter(p -> p.id().equals(probeId)).findFirst().orElseThrow();
    for (Path jar : List.of(newest(driver), Path.of("target/old-drivers", old + ".jar"))) {
      try (Driver classes = new Driver(jar, probe)) {
        int met = 0;
        for (String statement : statements.split(" ", -1)) {
          met += executionsOf(Class.forName(packageName + statement, false, classes), probe);
        }
        assertThat(met).as("executions of " + jar).isGreaterThan(10);
        transactionsOf(Class.forName(packageName + connection, false, classes), probe);
        rowsAreSeen(classes, probe);
        assertThat(classes.woven).as("woven classes of " + jar).hasSizeGreaterThan(2);
        for (String name : List.copyOf(classes.woven)) {
          Constructor<?>[] linked = Class.forName(name, false, classes).getDeclaredConstructors();
          assertThat(linked).as(name).isNotNull();
        }
      }
    }
  }

  /** A prepared statement refuses any other text, and others need one. */
  private static int executionsOf(Class<?> statement, Probe probe) {
    int met = 0;
    for (String name : NAMES) {
      for (Object[] parameters : EXECUTIONS) {
        boolean prepared = PreparedStatement.class.isAssignableFrom(statement);
        boolean refused = prepared == (parameters.length > 0) && !name.endsWith("Batch");
        Method method = refused ? null : declared(statement, name, parameters);
        if (method != null && !method.toString().startsWith(NOT_IMPLEMENTED)) {
          assertThat(isHooked(probe, method)).as(method.toString()).isTrue();
          met++;
        }
      }
    }
    return met;
  }

  private static void transactionsOf(Class<?> connection, Probe probe) {
    for (Method method :
        List.of(
            declared(connection, "commit"),
            declared(connection, "rollback"),
            declared(connection, "rollback", Savepoint.class),
            declared(connection, "isValid", int.class))) {
      assertThat(isHooked(probe, method)).as(method.toString()).isTrue();
    }
    for (String name : List.of("prepareStatement", "prepareCall")) {
      boolean remembers =
          probe.hooks().stream()
              .anyMatch(
                  hook ->
                      hook.methods().name().equals(name)
                          && "remember".equals(hook.advice().exit()));
      for (Method method : connection.getMethods()) {
        boolean prepares =
            method.getName().equals(name)
                && method.getParameterTypes()[0] == String.class
                && !DELEGATING.contains(method.getDeclaringClass().getName())
                && !method.isBridge();
        if (remembers && prepares && !Modifier.isAbstract(method.getModifiers())) {
          assertThat(isHooked(probe, method)).as(method.toString()).isTrue();
        }
      }
    }
  }

  /** The methods by which a driver lets its rows be counted are its own, and may go. */
  private static void rowsAreSeen(Driver classes, Probe probe) throws ClassNotFoundException {
    for (Hook hook : probe.hooks()) {
      String phase = hook.advice().enter() != null ? hook.advice().enter() : hook.advice().exit();
      if ("rows".equals(phase)) {
        Class<?> type = Class.forName(hook.className(), false, classes);
        List<Type[]> found = new ArrayList<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
          found.add(Type.getArgumentTypes(Type.getConstructorDescriptor(constructor)));
        }
        for (Method method : type.getDeclaredMethods()) {
          if (method.getName().equals(hook.methods().name())) {
            found.add(Type.getArgumentTypes(method));
          }
        }
        assertThat(found).as(hook.label()).anyMatch(p -> hook.match(hook.methods().name(), p));
      }
    }
  }

  /** The method that is called; null when this driver leaves it to the interface. */
  private static @Nullable Method declared(Class<?> from, String name, Object... parameters) {
    Class<?>[] types = new Class<?>[parameters.length];
    System.arraycopy(parameters, 0, types, 0, types.length);
    Class<?> type = from;
    while (type != null) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && Arrays.equals(method.getParameterTypes(), types)
            && !method.isBridge()
            && !Modifier.isAbstract(method.getModifiers())) {
          return method;
        }
      }
      type = type.getSuperclass();
    }
    return null;
  }

  private static boolean isHooked(Probe probe, Method method) {
    Type[] parameters = Type.getArgumentTypes(method);
    return probe.hooks().stream()
        .anyMatch(
            hook ->
                hook.className().equals(method.getDeclaringClass().getName())
                    && hook.match(method.getName(), parameters));
  }

  private static Path newest(String someClass) throws ClassNotFoundException, URISyntaxException {
    Class<?> type = Class.forName(someClass, false, DriverHooksTest.class.getClassLoader());
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The classes of one jar, those woven that a probe hooks. */
  private static final class Driver extends ClassLoader implements AutoCloseable {
    private final JarFile jar;
    private final Probe probe;
    final List<String> woven = new ArrayList<>();

    Driver(Path path, Probe probe) throws IOException {
      super(DriverHooksTest.class.getClassLoader());
      this.jar = new JarFile(path.toFile());
      this.probe = probe;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
        if (loaded != null || entry == null) {
          return loaded != null ? loaded : super.loadClass(name, resolve);
        }
        byte[] bytes = read(entry);
        Hook[] hooks =
            probe.hooks().stream().filter(h -> h.className().equals(name)).toArray(Hook[]::new);
        byte[] changed = hooks.length == 0 ? null : Weaving.weave(bytes, hooks);
        if (changed != null) {
          woven.add(name);
          bytes = changed;
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    }

    private byte[] read(JarEntry entry) {
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      jar.close();
    }
  }
}
