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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real database dies under load and comes back, behind every pool. */
class PostgresPoolsIT {
  private static final int MAX = 4;

  /** The agent has ten seconds; the rest is for a machine that is busy. */
  private static final Duration FOUND = Duration.ofSeconds(30);

  @TempDir Path folder;

  static Stream<String> kinds() {
    return PoolServer.KINDS.stream();
  }

  private static String status(PoolServer server) {
    return server.health().get("database_status").getAsString();
  }

  private static void becomes(PoolServer server, String status) {
    JsonObject health =
        Wait.until(
            server::health, h -> h.get("database_status").getAsString().equals(status), FOUND);
    assertThat(health.get("database_status").getAsString()).as(health.toString()).isEqualTo(status);
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

  @Test
  void answersWhileTheDatabaseHangsAndThePoolIsExhausted() {
    try (Postgres database = new Postgres(folder);
        PoolServer server =
            PoolServer.start(Jdks.require(17), "hikari", false, database.url(), MAX)) {
      server.call("query");
      becomes(server, "connected");
      server.call("hold", "count", MAX);
      server.call("load", "threads", 4);
      server.poolUntil(p -> p.get("waiting_requests").getAsInt() > 0);
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long began = System.nanoTime();
        assertThat(JsonHttp.get(server.jvm.agentUrl("/health")).json().has("status")).isTrue();
        millis.add((System.nanoTime() - began) / 1_000_000);
      }
      millis.sort(null);
      assertThat(millis.get(190)).as("p95 in ms; 50 on a machine of its own").isLessThan(500);
      assertThat(status(server)).isEqualTo("degraded");
    }
  }
}
