package io.mcpmonitor.pipeline;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Statement;

/** Connections and statements that know their URL and each other, and can do nothing. */
public final class FakeJdbc {
  private FakeJdbc() {}

  public static Connection connection(String url) {
    DatabaseMetaData metaData =
        make(DatabaseMetaData.class, (proxy, method, arguments) -> answer(method.getName(), url));
    return make(Connection.class, (proxy, method, arguments) -> answer(method.getName(), metaData));
  }

  public static Statement statement(Connection connection) {
    return make(
        Statement.class, (proxy, method, arguments) -> answer(method.getName(), connection));
  }

  private static Object answer(String method, Object answer) {
    return switch (method) {
      case "getURL", "getMetaData", "getConnection" -> answer;
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private static <T> T make(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(FakeJdbc.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
