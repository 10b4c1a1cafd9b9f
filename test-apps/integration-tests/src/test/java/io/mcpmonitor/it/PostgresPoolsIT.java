package io.mcpmonitor.it;

import static io.mcpmonitor.it.PoolServer.KINDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private Postgres database;
  private PoolServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    database = new Postgres(folder);
    server = PoolServer.start(Jdks.require(17), KINDS, false, database.url(), MAX);
    for (String kind : KINDS) {
      assertThat(server.call("query", "pool", kind)).startsWith("1");
    }
  }

  @AfterAll
  void stop() {
    try (Postgres last = database) {
      assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
      assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
    } finally {
      server.close();
    }
  }

  @BeforeEach
  void allIsWell() {
    become("connected");
  }

  @Test
  void diesUnderLoadAndComesBack() {
    server.call("load", "threads", 1);
    database.stop();
    become("disconnected");
    assertThat(JsonHttp.get(server.jvm.agentUrl("/health")).status()).isEqualTo(503);
    assertThat(JsonHttp.get(server.jvm.agentUrl("/health/live")).status()).isEqualTo(200);

    database.startAgain();
    become("connected");
    server.call("load", "threads", 0);
  }

  /** Nobody uses the pools: what is idle in them tells. */
  @Test
  void diesWhileNobodyLooks() {
    database.stop();
    become("disconnected");
    database.startAgain();
    become("connected");
  }

  @Test
  void answersWhileThePoolsAreExhaustedAndTheDatabaseHangs() {
    for (String kind : KINDS) {
      server.call("hold", "pool", kind, "count", MAX - 1);
    }
    database.hang();
    try {
      server.call("load", "threads", 2);
      become("degraded", "disconnected");
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long began = System.nanoTime();
        assertThat(JsonHttp.get(server.jvm.agentUrl("/health")).json().has("status")).isTrue();
        micros.add((System.nanoTime() - began) / 1_000);
      }
      micros.sort(null);
      System.out.printf("/health p95 %d us%n", micros.get(190));
      assertThat(micros.get(190)).as("p95 in us; 50 ms promised").isLessThan(500_000);
      assertThat(server.health().get("status").getAsString()).isNotEqualTo("healthy");
    } finally {
      database.goOn();
    }
    server.call("load", "threads", 0);
    for (String kind : KINDS) {
      server.call("release", "pool", kind);
    }
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
    assertThat(scrape.sum("mcp_tool_database_rows_total", "tool", "work", "rows", "returned"))
        .isEqualTo(7 * KINDS.size());
  }

  /** The status of every pool, and how long it took to become that. */
  private void become(String... statuses) {
    List<String> wanted = List.of(statuses);
    long began = System.nanoTime();
    Map<String, Double> took = new TreeMap<>();
    JsonObject health =
        Wait.until(
            server::health,
            h -> {
              for (String kind : KINDS) {
                if (wanted.contains(status(h, kind))) {
                  took.putIfAbsent(kind, (System.nanoTime() - began) / 1e9);
                }
              }
              return KINDS.stream().allMatch(kind -> wanted.contains(status(h, kind)));
            },
            FOUND);
    System.out.printf("%s after seconds: %s%n", wanted, took);
    for (String kind : KINDS) {
      assertThat(wanted).as("%s in %s", kind, health).contains(status(health, kind));
    }
  }

  private static String status(JsonObject health, String kind) {
    JsonObject pool = PoolServer.pool(health, kind);
    return pool.has("database_status") ? pool.get("database_status").getAsString() : "";
  }
}
