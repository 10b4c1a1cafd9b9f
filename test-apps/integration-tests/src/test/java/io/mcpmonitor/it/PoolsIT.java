package io.mcpmonitor.it;

import static io.mcpmonitor.it.PoolServer.KINDS;
import static io.mcpmonitor.it.PoolServer.nameOf;
import static io.mcpmonitor.it.PoolServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools of every kind in one process are used up and left, closed and made anew. */
class PoolsIT {
  private static final int MAX = 4;
  private static final int QUERIES = 3;
  private static final int REOPENED = 20;

  /** The newest versions on a new JDK, and old ones on the oldest. */
  @ParameterizedTest(name = "old: {0}")
  @ValueSource(booleans = {false, true})
  void areSeenAsTheyAre(boolean old) {
    try (PoolServer server =
        PoolServer.start(
            Jdks.require(old ? 17 : 25),
            KINDS,
            old,
            PoolServer.h2(),
            MAX,
            "health.check-interval=2s",
            "health.pool.leak-threshold=1s",
            "health.pool.leak-stacks=true")) {
      for (String kind : KINDS) {
        for (int i = 0; i < QUERIES; i++) {
          assertThat(server.call("query", "pool", kind)).startsWith("1");
        }
      }
      equalThemselves(server, KINDS, 0);
      connected(server);

      for (String kind : KINDS) {
        assertThat(server.call("hold", "pool", kind, "count", MAX)).isEqualTo("held");
      }
      equalThemselves(server, KINDS, MAX);
      List<CompletableFuture<String>> waiting =
          KINDS.stream().map(kind -> server.callLater("query", "pool", kind)).toList();
      usersAreNamed(server, KINDS);
      for (CompletableFuture<String> call : waiting) {
        assertThat(call.join()).as("the wait is too long").contains("xception");
      }

      leaksAreFound(server);
      metricsAgree(server);

      for (String kind : KINDS) {
        server.call("release", "pool", kind);
      }
      JsonObject health = server.healthUntil(h -> poolCheck(h).equals("pass"));
      assertThat(poolCheck(health)).as(health.toString()).isEqualTo("pass");
      assertThat(health.get("status").getAsString()).isNotEqualTo("unhealthy");
      connected(server);
      equalThemselves(server, KINDS, 0);
      assertThat(Wait.until(server::connections, JsonArray::isEmpty, AgentJvm.PATIENCE)).isEmpty();

      areMadeAnew(server);
      everythingIsHooked(server);
    }
  }

  private static void connected(PoolServer server) {
    JsonObject health =
        server.poolsUntil(
            KINDS,
            pool ->
                pool.has("database_status")
                    && pool.get("database_status").getAsString().equals("connected"));
    assertThat(health.get("database_status").getAsString()).isEqualTo("connected");
    assertThat(health.getAsJsonObject("connection_pools").keySet())
        .containsExactlyInAnyOrderElementsOf(KINDS.stream().map(PoolServer::nameOf).toList());
  }

  private static String poolCheck(JsonObject health) {
    JsonObject check = health.getAsJsonObject("checks").getAsJsonObject("connection_pool");
    return check.get("status").getAsString();
  }

  /** Who holds the connections and who waits for one. */
  static void usersAreNamed(PoolServer server, List<String> kinds) {
    Map<String, JsonObject> seen = new HashMap<>();
    server.healthUntil(
        health -> {
          for (String kind : kinds) {
            JsonObject pool = PoolServer.pool(health, kind);
            if (number(pool, "waiting_requests") == 1) {
              seen.putIfAbsent(kind, pool);
            }
          }
          return seen.size() == kinds.size();
        });
    assertThat(seen).containsOnlyKeys(kinds);
    seen.forEach(
        (kind, pool) -> {
          assertThat(pool.get("pool_utilization").getAsDouble()).as(kind).isEqualTo(1);
          assertThat(pool.get("held_by").toString()).isEqualTo("{\"hold\":" + MAX + "}");
          assertThat(pool.get("waiting_by").toString()).isEqualTo("{\"query\":1}");
        });
  }

  private static void leaksAreFound(PoolServer server) {
    JsonObject health = server.healthUntil(h -> h.get("status").getAsString().equals("unhealthy"));
    assertThat(health.get("status").getAsString()).isEqualTo("unhealthy");
    assertThat(poolCheck(health)).isEqualTo("fail");
    health = server.poolsUntil(KINDS, pool -> number(pool, "leaked_connections") == MAX);
    for (String kind : KINDS) {
      assertThat(number(PoolServer.pool(health, kind), "leaked_connections"))
          .as(kind)
          .isEqualTo(MAX);
    }
    int all = MAX * KINDS.size();
    JsonArray connections =
        Wait.until(server::connections, c -> c.size() == all, AgentJvm.PATIENCE);
    assertThat(connections).hasSize(all);
    for (JsonElement element : connections) {
      JsonObject connection = element.getAsJsonObject();
      assertThat(connection.get("leaked").getAsBoolean()).isTrue();
      assertThat(connection.get("tool").getAsString()).isEqualTo("hold");
      assertThat(connection.get("stack").toString()).contains("com.example.pools.PoolTools.hold");
    }
  }

  private static void metricsAgree(PoolServer server) {
    String timeouts = "db_client_connection_timeouts_total";
    Scrape scrape = server.scrapeUntil(s -> s.sum(timeouts) == KINDS.size());
    assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "query"))
        .as("once each, through however many wrappers")
        .isEqualTo(QUERIES * KINDS.size());
    for (String kind : KINDS) {
      String label = "db_client_connection_pool_name";
      String name = nameOf(kind);
      assertThat(scrape.sum(timeouts, label, name)).as(kind).isEqualTo(1);
      assertThat(scrape.sum("db_client_connection_max", label, name)).as(kind).isEqualTo(MAX);
      assertThat(
              scrape.sum(
                  "db_client_connection_count", label, name, "db_client_connection_state", "used"))
          .as(kind)
          .isEqualTo(MAX);
      assertThat(scrape.sum("db_client_connection_wait_time_seconds_count", label, name))
          .as(kind)
          .isEqualTo(QUERIES + MAX);
      assertThat(scrape.sum("db_client_connection_use_time_seconds_count", label, name))
          .as(kind)
          .isEqualTo(QUERIES);
      assertThat(scrape.sum("db_client_connection_create_time_seconds_count", label, name))
          .as(kind)
          .isGreaterThanOrEqualTo(MAX - 1);
      assertThat(scrape.sum("mcp_pool_utilization", "pool", name)).as(kind).isEqualTo(1);
      assertThat(scrape.sum("mcp_pool_leaked_connections", "pool", name)).as(kind).isEqualTo(MAX);
      assertThat(scrape.sum("mcp_pool_held_connections", "pool", name, "tool", "hold"))
          .as(kind)
          .isEqualTo(MAX);
    }
  }

  /** However often: no name is used up, and none that was closed is shown. */
  private static void areMadeAnew(PoolServer server) {
    for (String kind : KINDS) {
      int times = kind.equals("hikari") ? REOPENED : 1;
      assertThat(server.call("reopen", "pool", kind, "times", times)).isEqualTo("reopened");
      assertThat(server.call("query", "pool", kind)).startsWith("1");
    }
    server.healthUntil(h -> h.getAsJsonObject("connection_pools").size() == KINDS.size());
    connected(server);
    equalThemselves(server, KINDS, 0);
  }

  private static void everythingIsHooked(PoolServer server) {
    for (String kind : KINDS) {
      JsonObject probe = server.probe("pool." + kind);
      assertThat(probe.get("status").getAsString()).as(kind).isEqualTo("active");
      assertThat(probe.getAsJsonArray("missing")).as(kind).isEmpty();
    }
    assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
    assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
  }

  /** Pools that were there before the agent are met when somebody uses them again. */
  @Test
  void areFoundInARunningProcess() {
    try (PoolServer server = PoolServer.startAlone(Jdks.require(17), KINDS, PoolServer.h2(), MAX)) {
      for (String kind : KINDS) {
        assertThat(server.call("query", "pool", kind)).startsWith("1");
      }
      server.attach();
      for (String kind : KINDS) {
        assertThat(server.call("query", "pool", kind)).startsWith("1");
      }
      equalThemselves(server, KINDS, 0);
      Scrape scrape =
          server.scrapeUntil(s -> s.sum("mcp_tool_database_statements_total") == KINDS.size());
      assertThat(scrape.sum("mcp_tool_database_statements_total"))
          .as("under the tool's name or, before its first answer, another")
          .isEqualTo(KINDS.size());
      for (String kind : KINDS) {
        assertThat(
                scrape.sum(
                    "db_client_connection_use_time_seconds_count",
                    "db_client_connection_pool_name",
                    nameOf(kind)))
            .as(kind)
            .isEqualTo(1);
      }
      assertThat(scrape.sum("mcp_monitor_hook_failures_total")).isZero();
    }
  }

  /** The agent asks the same pool a moment before or after. */
  static void equalThemselves(PoolServer server, List<String> kinds, int active) {
    for (String kind : kinds) {
      JsonObject[] own = new JsonObject[1];
      JsonObject seen =
          Wait.until(
              () -> {
                own[0] = server.numbers(kind);
                return server.pool(kind);
              },
              pool -> number(pool, "active_connections") == active && same(pool, own[0]),
              AgentJvm.PATIENCE);
      assertThat(same(seen, own[0])).as("%s: %s is not %s", kind, seen, own[0]).isTrue();
      assertThat(number(seen, "active_connections")).as(kind).isEqualTo(active);
      assertThat(number(seen, "max_connections")).as(kind).isEqualTo(MAX);
    }
  }

  private static boolean same(JsonObject seen, JsonObject own) {
    return number(seen, "active_connections") == number(own, "active")
        && number(seen, "idle_connections") == number(own, "idle")
        && number(seen, "total_connections") == number(own, "total")
        && number(seen, "max_connections") == number(own, "max")
        && (number(own, "waiting") < 0
            || number(seen, "waiting_requests") == number(own, "waiting"));
  }
}
