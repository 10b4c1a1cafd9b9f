package io.mcpmonitor.it;

import static io.mcpmonitor.it.PoolServer.KINDS;
import static io.mcpmonitor.it.PoolServer.POSTGRES_KINDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real database goes and comes back, behind pools of every kind in one process. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresPoolsIT {
  private static final int MAX = 4;

  /** The agent has ten seconds; the rest is for a machine that is busy. */
  private static final Duration FOUND = Duration.ofSeconds(60);

  /** Of the answers of {@code /health}, 95 of 100. */
  private static final Duration PROMISED = Duration.ofMillis(50);

  private static final int ANSWERS = 200;
  private static final int MAY_BE_LATE = ANSWERS / 20;
  private static final int ROUNDS = 5;

  private Postgres database;
  private PoolServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    database = new Postgres(folder);
    server = PoolServer.start(Jdks.require(17), POSTGRES_KINDS, false, database.url(), MAX);
    for (String kind : POSTGRES_KINDS) {
      assertThat(server.call("query", "pool", kind)).startsWith("1");
    }
  }

  @AfterAll
  void stop() {
    try {
      assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
      assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
    } finally {
      server.close();
      database.close();
    }
  }

  @BeforeEach
  void allIsWell() {
    become(POSTGRES_KINDS, "connected");
  }

  @Test
  void diesUnderLoadAndComesBack() {
    server.call("load", "threads", 1);
    database.stop();
    become(POSTGRES_KINDS, "disconnected");
    assertThat(JsonHttp.get(server.jvm.agentUrl("/health")).status()).isEqualTo(503);
    assertThat(JsonHttp.get(server.jvm.agentUrl("/health/live")).status()).isEqualTo(200);

    database.startAgain();
    become(POSTGRES_KINDS, "connected");
    server.call("load", "threads", 0);
  }

  /** Nobody uses the pools: what is idle in them tells. */
  @Test
  void diesWhileNobodyLooks() {
    database.stop();
    become(POSTGRES_KINDS, "disconnected");
    database.startAgain();
    become(POSTGRES_KINDS, "connected");
  }

  @Test
  void answersWhileThePoolsAreExhaustedAndTheDatabaseHangs() {
    for (String kind : POSTGRES_KINDS) {
      server.call("hold", "pool", kind, "count", MAX - 1);
    }
    database.hang();
    try {
      server.call("load", "threads", 2);
      become(KINDS, "degraded", "disconnected"); // R2DBC's statements are not watched
      Set<String> usable = new TreeSet<>(POSTGRES_KINDS);
      JsonObject health =
          server.healthUntil(
              h -> {
                usable.removeIf(kind -> isExhausted(PoolServer.pool(h, kind)));
                return usable.isEmpty();
              });
      assertThat(usable).as(health.toString()).isEmpty();
      int late = ANSWERS;
      for (int round = 0; round < ROUNDS && late > MAY_BE_LATE; round++) {
        late = lateAnswers();
      }
      assertThat(late)
          .as("of %s answers later than promised", ANSWERS)
          .isLessThanOrEqualTo(MAY_BE_LATE);
    } finally {
      database.goOn();
      server.call("load", "threads", 0);
      for (String kind : POSTGRES_KINDS) {
        server.call("release", "pool", kind);
      }
    }
  }

  /** A connection whose statement hangs is the last one, or was given up and cannot be replaced. */
  private static boolean isExhausted(JsonObject pool) {
    return PoolServer.number(pool, "active_connections") == MAX
        || !pool.getAsJsonObject("waiting_by").isEmpty();
  }

  /**
   * How many answers took longer than promised, beside a question that needs no pool: on a busy
   * machine that one is late too.
   */
  private int lateAnswers() {
    int late = 0;
    for (int i = 0; i < ANSWERS; i++) {
      long began = System.nanoTime();
      assertThat(JsonHttp.get(server.jvm.agentUrl("/health/live")).status()).isEqualTo(200);
      long asked = System.nanoTime();
      assertThat(server.health().get("status").getAsString()).isNotEqualTo("healthy");
      long took = System.nanoTime() - asked;
      late += took - (asked - began) > PROMISED.toNanos() ? 1 : 0;
    }
    return late;
  }

  /** Of all others {@code PoolsIT} tells. */
  @Test
  void thePoolOfR2dbcIsSeenAsItIs() {
    List<String> kind = List.of("r2dbc");
    PoolsIT.equalThemselves(server, kind, 0);
    assertThat(server.call("hold", "pool", "r2dbc", "count", MAX)).isEqualTo("held");
    PoolsIT.equalThemselves(server, kind, MAX);
    CompletableFuture<String> waiting = server.callLater("query", "pool", "r2dbc");
    PoolsIT.usersAreNamed(server, kind);
    assertThat(waiting.join()).as("the wait is too long").contains("xception");
    String timeouts = "db_client_connection_timeouts_total";
    String label = "db_client_connection_pool_name";
    assertThat(
            server
                .scrapeUntil(s -> s.sum(timeouts, label, "r2dbc") >= 1)
                .sum(timeouts, label, "r2dbc"))
        .isPositive();
    server.call("release", "pool", "r2dbc");
    PoolsIT.equalThemselves(server, kind, 0);
    assertThat(server.call("reopen", "pool", "r2dbc", "times", 2)).isEqualTo("reopened");
    PoolsIT.equalThemselves(server, kind, 0);
  }

  @Test
  void everythingIsCountedOnceAndBelongsToItsDatabase() {
    for (String kind : KINDS) {
      assertThat(server.call("work", "pool", kind)).contains("5 no 5");
    }
    Scrape scrape = StatementsIT.counted(server, KINDS, "postgresql");
    assertThat(
            scrape.sum(
                "db_client_operation_duration_seconds_count",
                "db_namespace",
                "postgres",
                "server_address",
                "127.0.0.1",
                "server_port",
                String.valueOf(database.port()),
                "db_operation_name",
                "CREATE"))
        .isEqualTo(KINDS.size());
    double returned =
        scrape.sum("mcp_tool_database_rows_total", "tool", "work", "rows", "returned");
    int own = 7 * KINDS.size();
    assertThat(returned)
        .as("once for each connection the driver asks for the catalog, for Druid")
        .isBetween((double) own, (double) (own + MAX));
  }

  /** The status of every pool, and how long it took to become that. */
  private void become(List<String> kinds, String... statuses) {
    List<String> wanted = List.of(statuses);
    long began = System.nanoTime();
    Map<String, Double> took = new TreeMap<>();
    JsonObject health =
        Wait.until(
            server::health,
            h -> {
              for (String kind : kinds) {
                if (wanted.contains(status(h, kind))) {
                  took.putIfAbsent(kind, (System.nanoTime() - began) / 1e9);
                }
              }
              return kinds.stream().allMatch(kind -> wanted.contains(status(h, kind)));
            },
            FOUND);
    System.out.printf("%s after seconds: %s%n", wanted, took);
    for (String kind : kinds) {
      assertThat(wanted).as("%s in %s", kind, health).contains(status(health, kind));
    }
  }

  private static String status(JsonObject health, String kind) {
    JsonObject pool = PoolServer.pool(health, kind);
    return pool.has("database_status") ? pool.get("database_status").getAsString() : "";
  }
}
