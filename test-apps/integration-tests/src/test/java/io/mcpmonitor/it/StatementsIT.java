package io.mcpmonitor.it;

import static io.mcpmonitor.it.PoolServer.KINDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools ask of databases. */
class StatementsIT {
  private static final String DURATION = "db_client_operation_duration_seconds_count";

  /** What the tool {@code work} executes on the table of its pool. */
  private static final Map<String, Integer> OPERATIONS =
      Map.of("CREATE", 1, "DELETE", 1, "INSERT", 2, "BATCH INSERT", 1, "SELECT", 2);

  @TempDir Path folder;

  @Test
  void everyToolsStatementsAreCountedOnce() {
    try (PoolServer server =
        PoolServer.start(Jdks.require(17), List.of("hikari"), false, PoolServer.h2(), 4)) {
      server.call("query");
      server.call("each", "times", 25);
      server.call("query", "sql", "select 'very secret' from information_schema.tables");
      server.call("query", "sql", "select nonsense from nowhere");

      Scrape scrape =
          server.scrapeUntil(
              s -> s.sum("mcp_tool_database_statements_total", "tool", "each") == 25);
      assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "each")).isEqualTo(25);
      assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "query")).isEqualTo(2);
      assertThat(scrape.sum("mcp_tool_database_rows_total", "tool", "each", "rows", "returned"))
          .isEqualTo(25);
      assertThat(scrape.sum("mcp_tool_database_repeats_total", "tool", "each")).isEqualTo(1);
      assertThat(scrape.sum(DURATION)).isEqualTo(27);
      assertThat(scrape.sum(DURATION, "db_namespace", "orders")).isEqualTo(27);
      assertThat(scrape.sum(DURATION, "db_collection_name", "information_schema.tables"))
          .isEqualTo(1);
      JsonObject tool =
          server
              .health()
              .getAsJsonObject("tools")
              .getAsJsonObject("each")
              .getAsJsonObject("database");
      assertThat(tool.get("statements").getAsInt()).isEqualTo(25);
      assertThat(tool.get("rows_returned").getAsInt()).isEqualTo(25);
      assertThat(tool.get("repeated_statement").getAsString()).isEqualTo("select ?");
      assertThat(scrape.samples().toString()).doesNotContain("secret");
    }
  }

  /** No probe knows HSQLDB's driver: the wrappers of every pool do. */
  @ParameterizedTest(name = "old: {0}")
  @ValueSource(booleans = {false, true})
  void ofAnUnknownDriver(boolean old) {
    // The wrappers of old UCPs cannot be woven.
    List<String> kinds = old ? KINDS.stream().filter(k -> !k.equals("ucp")).toList() : KINDS;
    String url = "jdbc:hsqldb:mem:orders;sql.syntax_pgs=true";
    try (PoolServer server = PoolServer.start(Jdks.require(old ? 17 : 25), kinds, old, url, 2)) {
      for (String kind : kinds) {
        assertThat(server.call("work", "pool", kind)).contains("5 no 5");
      }
      Scrape scrape = counted(server, kinds, "hsqldb");
      assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "work"))
          .isEqualTo(12 * kinds.size());
      assertThat(scrape.sum(DURATION, "db_namespace", "orders")).isEqualTo(12 * kinds.size());
      assertThat(scrape.sum(DURATION, "error_type", "42501", "db_operation_name", "SELECT"))
          .isEqualTo(kinds.size());
    }
  }

  @Test
  void ofSqlite() {
    String url = "jdbc:sqlite:" + folder.resolve("orders.db");
    try (PoolServer server = PoolServer.start(Jdks.require(17), KINDS, false, url, 2)) {
      for (String kind : KINDS) {
        assertThat(server.call("work", "pool", kind)).contains("5 no 5");
      }
      Scrape scrape = counted(server, KINDS, "sqlite");
      assertThat(scrape.sum(DURATION, "db_namespace", "orders.db"))
          .isGreaterThanOrEqualTo(12 * KINDS.size());
    }
  }

  /** Each statement, batch, commit and rollback of the tool {@code work} once. */
  static Scrape counted(PoolServer server, List<String> kinds, String system) {
    int pools = kinds.size();
    Scrape scrape =
        server.scrapeUntil(s -> s.sum(DURATION, "db_operation_name", "ROLLBACK") >= 2 * pools);
    for (String kind : kinds) {
      OPERATIONS.forEach(
          (operation, times) ->
              assertThat(
                      scrape.sum(
                          DURATION,
                          "db_system_name",
                          system,
                          "db_collection_name",
                          "items_" + kind,
                          "db_operation_name",
                          operation))
                  .as("%s by %s", operation, kind)
                  .isEqualTo(times.doubleValue()));
    }
    assertThat(scrape.sum(DURATION, "db_operation_name", "BATCH")).isEqualTo(pools);
    assertThat(scrape.sum(DURATION, "db_operation_name", "COMMIT")).isGreaterThanOrEqualTo(pools);
    assertThat(scrape.sum(DURATION, "db_operation_name", "ROLLBACK"))
        .isGreaterThanOrEqualTo(2 * pools);
    assertThat(scrape.sum("mcp_tool_database_rows_total", "tool", "work", "rows", "changed"))
        .isEqualTo(6 * pools);
    assertThat(scrape.sum("mcp_monitor_hook_failures_total")).isZero();
    assertThat(scrape.samples().toString()).doesNotContain("secret");
    assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
    return scrape;
  }
}
