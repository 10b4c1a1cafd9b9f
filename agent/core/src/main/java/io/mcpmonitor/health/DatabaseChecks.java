package io.mcpmonitor.health;

import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.health.HealthReport.ConnectionPool;
import io.mcpmonitor.health.HealthReport.DatabaseStatus;
import io.mcpmonitor.state.Level;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.state.Snapshot.Pool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the databases answer, and whether their pools have connections left. Both were watched
 * over several looks, so that a moment does not decide.
 */
final class DatabaseChecks {
  private DatabaseChecks() {}

  /** The worst of all databases. */
  static DatabaseStatus status(List<Pool> pools) {
    DatabaseStatus worst = DatabaseStatus.NONE;
    for (Pool pool : pools) {
      DatabaseStatus own = status(pool);
      if (own != DatabaseStatus.NONE
          && (worst == DatabaseStatus.NONE || own.compareTo(worst) > 0)) {
        worst = own;
      }
    }
    return worst;
  }

  private static DatabaseStatus status(Pool pool) {
    if (pool.reachable() == null) {
      return DatabaseStatus.NONE;
    }
    if (!pool.reachable()) {
      return DatabaseStatus.DISCONNECTED;
    }
    return pool.answers() == Level.GOOD && pool.load() == Level.GOOD
        ? DatabaseStatus.CONNECTED
        : DatabaseStatus.DEGRADED;
  }

  /** Fails when a database does not answer, warns when one answers slowly. */
  static Check database(List<Pool> pools) {
    CheckStatus status = CheckStatus.UNKNOWN;
    List<String> found = new ArrayList<>();
    double slowest = -1;
    for (Pool pool : pools) {
      if (pool.latencyMs() != null) {
        slowest = Math.max(slowest, pool.latencyMs());
      }
      if (pool.reachable() == null) {
        continue;
      }
      if (!pool.reachable()) {
        status = CheckStatus.FAIL;
        found.add("the database of " + pool.name() + " does not answer");
      } else if (pool.answers() != Level.GOOD) {
        status = status == CheckStatus.FAIL ? status : CheckStatus.WARN;
        found.add("the database of " + pool.name() + " is slow");
      } else if (status == CheckStatus.UNKNOWN) {
        status = CheckStatus.PASS;
      }
    }
    String good = status == CheckStatus.UNKNOWN ? "not asked yet" : "answers";
    return new Check(
        status,
        found.isEmpty() ? good : String.join("; ", found),
        slowest < 0 ? Map.of() : Map.of("latency_ms", slowest));
  }

  /** Warns and fails when the busiest pool was borrowed to its limits. */
  static Check pools(List<Pool> pools) {
    Level worst = Level.GOOD;
    List<String> found = new ArrayList<>();
    int waiting = 0;
    int leaked = 0;
    double busiest = 0;
    for (Pool pool : pools) {
      waiting += Math.max(0, pool.reading().waiting());
      leaked += pool.leaked();
      busiest = Math.max(busiest, pool.reading().utilization());
      if (pool.load() != Level.GOOD) {
        worst = pool.load().compareTo(worst) > 0 ? pool.load() : worst;
        found.add(
            pool.name()
                + " is "
                + percent(pool.reading().utilization())
                + " % borrowed"
                + users(pool.heldBy()));
      }
    }
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("percentage", percent(busiest));
    numbers.put("waiting_requests", waiting);
    numbers.put("leaked_connections", leaked);
    CheckStatus status =
        switch (worst) {
          case GOOD -> CheckStatus.PASS;
          case WARN -> CheckStatus.WARN;
          case BAD -> CheckStatus.FAIL;
        };
    return new Check(
        status,
        found.isEmpty() ? "connections are left" : String.join("; ", found),
        Collections.unmodifiableMap(numbers));
  }

  /** The pool with the greatest utilisation; null without pools. */
  static @Nullable ConnectionPool busiest(List<Pool> pools) {
    Pool busiest = null;
    for (Pool pool : pools) {
      if (busiest == null || pool.reading().utilization() > busiest.reading().utilization()) {
        busiest = pool;
      }
    }
    return busiest == null ? null : show(busiest);
  }

  /** Every pool by name. */
  static Map<String, ConnectionPool> all(Snapshot.Databases databases) {
    Map<String, ConnectionPool> all = new LinkedHashMap<>();
    for (Pool pool : databases.pools()) {
      all.putIfAbsent(pool.name(), show(pool));
    }
    return Collections.unmodifiableMap(all);
  }

  private static ConnectionPool show(Pool pool) {
    PoolReading reading = pool.reading();
    return new ConnectionPool(
        pool.kind(),
        known(reading.total()),
        known(reading.active()),
        known(reading.idle()),
        known(reading.waiting()),
        known(reading.max()),
        reading.utilization(),
        status(pool),
        pool.latencyMs(),
        pool.leaked(),
        pool.heldBy(),
        pool.waitingBy());
  }

  private static @Nullable Integer known(int number) {
    return number < 0 ? null : number;
  }

  /** Outside of tools there is nobody to name. */
  private static String users(Map<String, Integer> heldBy) {
    List<String> users = new ArrayList<>();
    heldBy.forEach(
        (tool, count) -> {
          if (!tool.isEmpty()) {
            users.add(tool + " " + count);
          }
        });
    return users.isEmpty() ? "" : " (" + String.join(", ", users) + ")";
  }

  private static double percent(double share) {
    return Math.rint(share * 1000) / 10;
  }
}
