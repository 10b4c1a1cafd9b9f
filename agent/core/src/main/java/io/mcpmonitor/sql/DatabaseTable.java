package io.mcpmonitor.sql;

import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.support.Drops;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which database a connection goes to. A connection is asked for its URL once, when it is first
 * used; then it is found by its identity hash, without a lock and without allocation.
 */
public final class DatabaseTable {
  private static final int PLACES = 4096;
  private static final int PROBES = 8;

  /** Databases may become labels. */
  private static final int MAX_DATABASES = 100;

  private static final int MAX_URLS = 1_000;

  private final AtomicReferenceArray<Known> connections = new AtomicReferenceArray<>(PLACES);
  private final Map<String, DatabaseRef> byUrl = new ConcurrentHashMap<>();
  private final Map<String, DatabaseRef> byName = new ConcurrentHashMap<>();
  private final Drops drops;

  private record Known(int hash, DatabaseRef database) {}

  public DatabaseTable(Drops drops) {
    this.drops = drops;
  }

  /**
   * The database of a connection of a driver.
   *
   * @param used a statement or a connection
   */
  public DatabaseRef of(SqlDialect dialect, Object used) {
    Connection connection = Jdbc.connectionOf(used);
    if (connection == null) {
      return read("", dialect);
    }
    int hash = System.identityHashCode(connection);
    for (int i = 0; i < PROBES; i++) {
      Known known = connections.get((hash + i) & (PLACES - 1));
      if (known == null) {
        return add(hash, (hash + i) & (PLACES - 1), read(Jdbc.urlOf(connection), dialect));
      }
      if (known.hash == hash) {
        return known.database;
      }
    }
    return add(hash, hash & (PLACES - 1), read(Jdbc.urlOf(connection), dialect));
  }

  /** The database that a JDBC URL stands for. */
  public DatabaseRef of(@Nullable String url) {
    return read(url == null ? "" : url, SqlDialect.OTHER);
  }

  private DatabaseRef add(int hash, int place, DatabaseRef database) {
    connections.set(place, new Known(hash, database));
    return database;
  }

  private DatabaseRef read(String url, SqlDialect dialect) {
    String key = dialect.system() + url; // a driver may speak for several systems
    DatabaseRef known = byUrl.get(key);
    if (known != null) {
      return known;
    }
    DatabaseRef read =
        single(JdbcUrl.read(url, dialect == SqlDialect.OTHER ? null : dialect.system()));
    if (byUrl.size() < MAX_URLS) {
      byUrl.put(key, read);
    }
    return read;
  }

  private DatabaseRef single(DatabaseRef read) {
    String name = read.toString();
    DatabaseRef known = byName.get(name);
    if (known == null && byName.size() >= MAX_DATABASES && !name.equals(nameless(read))) {
      drops.count(Drops.Reason.SERIES_TABLE_FULL);
      return single(new DatabaseRef(read.system(), null, null, 0));
    }
    return known != null ? known : byName.computeIfAbsent(name, unused -> read);
  }

  private static String nameless(DatabaseRef read) {
    return new DatabaseRef(read.system(), null, null, 0).toString();
  }
}
