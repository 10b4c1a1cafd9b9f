package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pool, its newest version on a new JDK and an old one on the oldest, is used up and left.
 */
class PoolsIT {
  private static final int MAX = 4;

  static Stream<Arguments> pools() {
    return PoolServer.KINDS.stream()
        .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
  }

  @ParameterizedTest(name = "{0}, old: {1}")
  @MethodSource("pools")
  void isSeenAsItIs(String kind, boolean old) {
    try (PoolServer server =
        PoolServer.start(
            Jdks.require(old ? 17 : 25),
            kind,
            old,
            PoolServer.h2(),
            MAX,
            "health.check-interval=2s",
            "health.pool.leak-threshold=1s",
            "health.pool.leak-stacks=true")) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.call("query")).startsWith("1");
      }
      equalsItself(server, kind, 0);
      server.healthUntil(h -> h.get("database_status").getAsString().equals("connected"));

      assertThat(server.call("hold", "count", MAX)).isEqualTo("held");
      equalsItself(server, kind, MAX);
      CompletableFuture<String> waiting = server.callLater("query");
      JsonObject pool =
          server.poolUntil(p -> p.has("waiting_requests") && number(p, "waiting_requests") == 1);
      assertThat(number(pool, "waiting_requests")).isEqualTo(1);
      assertThat(pool.get("pool_utilization").getAsDouble()).isEqualTo(1);
      assertThat(waiting.join()).as("the wait is too long").contains("xception");

      JsonObject health =
          server.healthUntil(h -> h.get("status").getAsString().equals("unhealthy"));
      assertThat(health.get("status").getAsString()).isEqualTo("unhealthy");
      assertThat(health.getAsJsonObject("checks").getAsJsonObject("connection_pool").get("status"))
          .hasToString("\"fail\"");
      pool = server.poolUntil(p -> number(p, "leaked_connections") == MAX);
      assertThat(number(pool, "leaked_connections")).isEqualTo(MAX);
      leaksAreExplained(Wait.until(server::connections, c -> c.size() == MAX, AgentJvm.PATIENCE));

      Scrape scrape = server.scrapeUntil(s -> s.sum("db_client_connection_timeouts_total") == 1);
      assertThat(scrape.sum("db_client_connection_timeouts_total")).isEqualTo(1);
      assertThat(scrape.sum("db_client_connection_max")).isEqualTo(MAX);
      assertThat(scrape.sum("db_client_connection_count", "db_client_connection_state", "used"))
          .isEqualTo(MAX);
      assertThat(scrape.sum("db_client_connection_wait_time_seconds_count")).isEqualTo(3 + MAX);
      assertThat(scrape.sum("db_client_connection_use_time_seconds_count")).isEqualTo(3);
      assertThat(scrape.sum("db_client_connection_create_time_seconds_count"))
          .isGreaterThanOrEqualTo(MAX - 1);
      assertThat(scrape.sum("mcp_pool_utilization")).isEqualTo(1);
      assertThat(scrape.sum("mcp_pool_leaked_connections")).isEqualTo(MAX);

      server.call("release");
      health = server.healthUntil(h -> h.get("status").getAsString().equals("healthy"));
      assertThat(health.get("status").getAsString()).isEqualTo("healthy");
      assertThat(health.get("database_status").getAsString()).isEqualTo("connected");
      equalsItself(server, kind, 0);
      assertThat(Wait.until(server::connections, JsonArray::isEmpty, AgentJvm.PATIENCE)).isEmpty();

      assertThat(server.call("reopen")).isEqualTo("reopened");
      assertThat(server.call("query")).startsWith("1");
      server.healthUntil(h -> h.getAsJsonObject("connection_pools").size() == 1);
      assertThat(server.health().getAsJsonObject("connection_pools").size()).isEqualTo(1);

      JsonObject probe = server.probe("pool." + kind);
      assertThat(probe.get("status").getAsString()).isEqualTo("active");
      assertThat(probe.getAsJsonArray("missing")).isEmpty();
      assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
      assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
    }
  }

  static Stream<String> kinds() {
    return PoolServer.KINDS.stream();
  }

  /** A pool that was there before the agent is met when somebody uses it again. */
  @ParameterizedTest
  @MethodSource("kinds")
  void isFoundInARunningProcess(String kind) {
    try (PoolServer server = PoolServer.startAlone(Jdks.require(17), kind, PoolServer.h2(), MAX)) {
      assertThat(server.call("query")).startsWith("1");
      server.attach();
      assertThat(server.call("query")).startsWith("1");
      equalsItself(server, kind, 0);
      Scrape scrape =
          server.scrapeUntil(s -> s.sum("db_client_operation_duration_seconds_count") >= 1);
      assertThat(scrape.sum("db_client_connection_use_time_seconds_count")).isEqualTo(1);
      assertThat(scrape.sum("db_client_operation_duration_seconds_count"))
          .isGreaterThanOrEqualTo(1);
      assertThat(scrape.sum("mcp_monitor_hook_failures_total")).isZero();
    }
  }

  private static void leaksAreExplained(JsonArray connections) {
    assertThat(connections).hasSize(MAX);
    for (JsonElement element : connections) {
      JsonObject connection = element.getAsJsonObject();
      assertThat(connection.get("leaked").getAsBoolean()).isTrue();
      assertThat(connection.get("stack").toString()).contains("com.example.pools.PoolTools.hold");
    }
  }

  /** The agent asks the same pool a moment before or after. */
  private static void equalsItself(PoolServer server, String kind, int active) {
    JsonObject[] own = new JsonObject[1];
    JsonObject seen =
        server.poolUntil(
            pool -> {
              own[0] = server.numbers();
              return number(pool, "active_connections") == active && same(pool, own[0]);
            });
    assertThat(same(seen, own[0])).as("%s: %s is not %s", kind, seen, own[0]).isTrue();
    assertThat(number(seen, "active_connections")).isEqualTo(active);
    assertThat(number(seen, "max_connections")).isEqualTo(MAX);
  }

  private static boolean same(JsonObject seen, JsonObject own) {
    return number(seen, "active_connections") == number(own, "active")
        && number(seen, "idle_connections") == number(own, "idle")
        && number(seen, "total_connections") == number(own, "total")
        && number(seen, "max_connections") == number(own, "max")
        && (number(own, "waiting") < 0
            || number(seen, "waiting_requests") == number(own, "waiting"));
  }

  private static int number(JsonObject object, String name) {
    return object.get(name).getAsInt();
  }
}
