package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real database dies under load and comes back, behind every pool. */
class PostgresPoolsIT {
  private static final int MAX = 4;

  /** The agent has ten seconds; the rest is for a machine that is busy. */
  private static final Duration FOUND = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Every pool with {@code -Pmatrix}; else two that differ most in what they do to a lost one. */
  static Stream<String> kinds() {
    return Boolean.getBoolean("mcp.monitor.test.matrix")
        ? PoolServer.KINDS.stream()
        : Stream.of("hikari", "agroal");
  }

  private static void becomes(PoolServer server, String... statuses) {
    List<String> wanted = List.of(statuses);
    JsonObject health =
        Wait.until(
            server::health, h -> wanted.contains(h.get("database_status").getAsString()), FOUND);
    assertThat(wanted).as(health.toString()).contains(health.get("database_status").getAsString());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void diesUnderLoadAndComesBack(String kind) {
    try (Postgres database = new Postgres(folder);
        PoolServer server = PoolServer.start(Jdks.require(17), kind, false, database.url(), MAX)) {
      assertThat(server.call("query")).startsWith("1");
      server.call("load", "threads", 2);
      becomes(server, "connected");

      database.stop();
      becomes(server, "disconnected");
      assertThat(JsonHttp.get(server.jvm.agentUrl("/health")).status()).isEqualTo(503);
      assertThat(JsonHttp.get(server.jvm.agentUrl("/health/live")).status()).isEqualTo(200);

      database.startAgain();
      becomes(server, "connected");
      server.call("load", "threads", 0);

      server.call("query", "sql", "select 'very secret' || current_user");
      assertThat(server.scrape().samples().toString()).doesNotContain("very secret");
      assertThat(
              server
                  .scrape()
                  .sum(
                      "db_client_operation_duration_seconds_count",
                      "db_system_name",
                      "postgresql",
                      "db_operation_name",
                      "SELECT",
                      "error_type",
                      ""))
          .isPositive();
      assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
      assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
    }
  }

  /** Nobody uses the pool: what is idle in it tells. */
  @ParameterizedTest
  @MethodSource("kinds")
  void diesWhileNobodyLooks(String kind) {
    try (Postgres database = new Postgres(folder);
        PoolServer server = PoolServer.start(Jdks.require(17), kind, false, database.url(), MAX)) {
      assertThat(server.call("query")).startsWith("1");
      becomes(server, "connected");
      database.stop();
      becomes(server, "disconnected");
      database.startAgain();
      becomes(server, "connected");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void answersWhileThePoolIsExhaustedAndTheDatabaseHangs(String kind) {
    try (Postgres database = new Postgres(folder);
        PoolServer server = PoolServer.start(Jdks.require(17), kind, false, database.url(), MAX)) {
      server.call("query");
      becomes(server, "connected");
      server.call("hold", "count", MAX - 1);
      database.hang();
      try {
        server.call("load", "threads", 4);
        becomes(server, "degraded", "disconnected");
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          long began = System.nanoTime();
          assertThat(JsonHttp.get(server.jvm.agentUrl("/health")).json().has("status")).isTrue();
          micros.add((System.nanoTime() - began) / 1_000);
        }
        micros.sort(null);
        System.out.printf("%s: /health p95 %d us%n", kind, micros.get(190));
        assertThat(micros.get(190)).as("p95 in us; 50 ms promised").isLessThan(500_000);
        JsonObject health =
            server.healthUntil(h -> !h.get("status").getAsString().equals("healthy"));
        assertThat(health.get("status").getAsString()).isNotEqualTo("healthy");
      } finally {
        database.goOn();
      }
      server.call("load", "threads", 0);
      server.call("release");
      becomes(server, "connected");
    }
  }
}
