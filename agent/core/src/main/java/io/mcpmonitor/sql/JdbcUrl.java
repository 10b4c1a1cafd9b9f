package io.mcpmonitor.sql;

import io.mcpmonitor.event.DatabaseRef;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL says of the database: system, host, port and name. Users, passwords, paths of
 * files and all other parts are left out, and so is whatever cannot be told from them for sure.
 */
final class JdbcUrl {
  private static final int MAX_LENGTH = 100;

  /** Drivers that do something more and hand the rest to another one. */
  private static final Set<String> WRAPPERS =
      Set.of("p6spy", "log4jdbc", "tc", "aws-wrapper", "tracing", "otel");

  /** Names of systems by the conventions, where they differ from what stands in the URL. */
  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("pgsql", "postgresql"),
          Map.entry("h2", "h2database"),
          Map.entry("oracle", "oracle.db"),
          Map.entry("sqlserver", "microsoft.sql_server"),
          Map.entry("redshift", "aws.redshift"),
          Map.entry("db2", "ibm.db2"),
          Map.entry("as400", "ibm.db2"),
          Map.entry("informix-sqli", "ibm.informix"),
          Map.entry("netezza", "ibm.netezza"),
          Map.entry("firebird", "firebirdsql"),
          Map.entry("ch", "clickhouse"),
          Map.entry("sap", "sap.hana"),
          Map.entry("sapdb", "sap.maxdb"),
          Map.entry("hive2", "hive"),
          Map.entry("ingres", "actian.ingres"),
          Map.entry("cloudspanner", "gcp.spanner"),
          Map.entry("iris", "intersystems.cache"),
          Map.entry("cache", "intersystems.cache"));

  /** Systems whose names stand in the URL. */
  private static final Set<String> SAME =
      Set.of(
          "postgresql",
          "mysql",
          "mariadb",
          "hsqldb",
          "derby",
          "sqlite",
          "firebirdsql",
          "clickhouse",
          "teradata",
          "trino",
          "neo4j",
          "elasticsearch",
          "opensearch",
          "couchbase");

  private static final Map<String, Integer> USUAL_PORTS =
      Map.ofEntries(
          Map.entry("postgresql", 5432),
          Map.entry("mysql", 3306),
          Map.entry("mariadb", 3306),
          Map.entry("oracle.db", 1521),
          Map.entry("microsoft.sql_server", 1433),
          Map.entry("h2database", 9092),
          Map.entry("hsqldb", 9001),
          Map.entry("derby", 1527),
          Map.entry("aws.redshift", 5439),
          Map.entry("ibm.db2", 50000),
          Map.entry("firebirdsql", 3050),
          Map.entry("clickhouse", 8123),
          Map.entry("trino", 8080),
          Map.entry("hive", 10000));

  private final String system;
  private @Nullable String namespace;
  private @Nullable String address;
  private int port;

  private JdbcUrl(String url, @Nullable String knownSystem) {
    String rest = url.regionMatches(true, 0, "jdbc:", 0, 5) ? url.substring(5) : "";
    String scheme = scheme(rest);
    while (WRAPPERS.contains(scheme) && scheme.length() < rest.length()) {
      rest = rest.substring(scheme.length() + 1);
      scheme = scheme(rest);
    }
    if (scheme.equals("jtds")) {
      rest = rest.substring(5);
      scheme = scheme(rest);
    }
    String told =
        SYSTEMS.getOrDefault(scheme, SAME.contains(scheme) ? scheme : SqlDialect.OTHER.system());
    this.system = knownSystem == null ? told : knownSystem;
    split(scheme, rest.substring(Math.min(rest.length(), scheme.length() + 1)));
  }

  /**
   * Reads a URL.
   *
   * @param knownSystem what the database is called, where the driver tells; null to go by the URL
   */
  static DatabaseRef read(String url, @Nullable String knownSystem) {
    JdbcUrl read = new JdbcUrl(url, knownSystem);
    return new DatabaseRef(read.system, read.namespace, read.address, read.port);
  }

  private static String scheme(String rest) {
    int colon = rest.indexOf(':');
    return (colon < 0 ? "" : rest.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  private void split(String scheme, String body) {
    switch (scheme) {
      case "oracle" -> oracle(body);
      case "sqlite" -> namespace = file(body);
      default -> {
        int slashes = body.indexOf("//");
        boolean early = slashes >= 0 && !contains(body.substring(0, slashes), "?;=");
        if (early) {
          host(body.substring(slashes + 2));
        } else if (!system.equals(SqlDialect.OTHER.system())) {
          namespace = file(body);
        }
      }
    }
  }

  /** {@code host[\instance][:port][/name][?;:properties]}. */
  private void host(String body) {
    int end = firstOf(body, "/;?", 0);
    String authority = body.substring(0, end);
    int at = body.lastIndexOf('@');
    if (at >= 0 && (at > end || authority.indexOf('@') != at)) {
      return; // a password may hold any of the characters between the parts
    }
    authority = authority.substring(authority.indexOf('@') + 1);
    int backslash = authority.indexOf('\\');
    String instance = null;
    if (backslash >= 0) {
      int colon = firstOf(authority, ":", backslash);
      instance = authority.substring(backslash + 1, colon);
      authority = authority.substring(0, backslash) + authority.substring(colon);
    }
    address(authority);
    String name = null;
    if (end < body.length() && body.charAt(end) == '/') {
      name = body.substring(end + 1, firstOf(body, "?;:&#", end + 1));
      name = system.equals("trino") ? name.replace('/', '|') : lastPart(name);
    }
    if (name == null || name.isEmpty()) {
      name = property(body, "databasename", "database", "db");
    }
    namespace(instance != null && name != null ? instance + "|" + name : name);
  }

  /** {@code host[:port]}; several hosts are none. */
  private void address(String authority) {
    int colon = authority.lastIndexOf(':');
    String host = authority;
    if (colon > authority.lastIndexOf(']')) {
      host = authority.substring(0, colon);
      port(authority.substring(colon + 1));
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    if (isHarmless(host) && !contains(host, ",()")) {
      address = host;
    } else {
      port = 0;
    }
  }

  private void port(String digits) {
    try {
      int number = Integer.parseInt(digits);
      Integer usual = USUAL_PORTS.get(system);
      port = usual != null && usual == number ? 0 : Math.max(0, number);
    } catch (NumberFormatException e) {
      port = 0;
    }
  }

  /** {@code thin:[user/password]@} and a host, a description, or the name of one. */
  private void oracle(String body) {
    int at = body.lastIndexOf('@');
    String target = body.substring(at + 1);
    if (at < 0) {
      return;
    }
    if (target.startsWith("(")) {
      description(target);
      return;
    }
    int slashes = target.indexOf("//");
    if (slashes >= 0) {
      target = target.substring(slashes + 2);
    }
    int end = firstOf(target, "/?", 0);
    String authority = target.substring(0, end);
    String[] parts = authority.split(":", -1);
    if (end < target.length() && target.charAt(end) == '/') {
      address(authority);
      namespace(target.substring(end + 1, firstOf(target, "?:/;", end + 1)));
    } else if (parts.length == 3) { // host:port:SID
      address(parts[0] + ":" + parts[1]);
      namespace(parts[2]);
    }
  }

  private void description(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    int host = upper.indexOf("(HOST=");
    if (host < 0 || upper.indexOf("(HOST=", host + 1) >= 0) {
      return; // several may answer
    }
    int portAt = upper.indexOf("(PORT=");
    address(
        inParentheses(text, host + 6) + (portAt < 0 ? "" : ":" + inParentheses(text, portAt + 6)));
    int name = upper.indexOf("(SERVICE_NAME=");
    int sid = upper.indexOf("(SID=");
    if (name >= 0) {
      namespace(inParentheses(text, name + 14));
    } else if (sid >= 0) {
      namespace(inParentheses(text, sid + 5));
    }
  }

  private static String inParentheses(String text, int from) {
    return text.substring(from, firstOf(text, ")", from)).trim();
  }

  /** The last part of a path, or a name in memory. */
  private static @Nullable String file(String body) {
    String path = body.substring(0, firstOf(body, "?;", 0));
    String name = lastPart(path);
    return isHarmless(name) && !name.equals("memory") ? name : null;
  }

  private static String lastPart(String path) {
    int separator =
        Math.max(path.lastIndexOf('/'), Math.max(path.lastIndexOf('\\'), path.lastIndexOf(':')));
    return path.substring(separator + 1);
  }

  private void namespace(@Nullable String name) {
    namespace = name != null && isHarmless(name) ? name : null;
  }

  private static @Nullable String property(String body, String... names) {
    String readable = body.indexOf('{') >= 0 ? "" : body; // braces may hide separators
    for (String part : readable.split("[;?&]", -1)) {
      int equals = part.indexOf('=');
      for (String name : names) {
        if (equals > 0 && part.substring(0, equals).trim().equalsIgnoreCase(name)) {
          return part.substring(equals + 1).trim();
        }
      }
    }
    return null;
  }

  /** Whether it looks like a name and nothing else. */
  private static boolean isHarmless(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == '=' || c == '@' || c == '{' || c == '"' || c == '\'') {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(String text, String characters) {
    return firstOf(text, characters, 0) < text.length();
  }

  /** Where the first of these characters is; the end of the text without one. */
  private static int firstOf(String text, String characters, int from) {
    for (int i = from; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
