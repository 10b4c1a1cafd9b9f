package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools ask of databases. */
class StatementsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void everyToolsStatementsAreCountedOnce(int jdk) {
    try (PoolServer server =
        PoolServer.start(Jdks.require(jdk), "hikari", false, PoolServer.h2(), 4)) {
      server.call("query");
      server.call("each", "times", 25);
      server.call("query", "sql", "select 'very secret' from information_schema.tables");
      server.call("query", "sql", "select nonsense from nowhere");

      Scrape scrape =
          server.scrapeUntil(
              s -> s.sum("mcp_tool_database_statements_total", "tool", "each") == 25);
      assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "each")).isEqualTo(25);
      assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "query")).isEqualTo(2);
      assertThat(scrape.sum("mcp_tool_database_repeats_total", "tool", "each")).isEqualTo(1);
      assertThat(scrape.sum("db_client_operation_duration_seconds_count")).isEqualTo(27);
      assertThat(
              scrape.sum(
                  "db_client_operation_duration_seconds_count",
                  "db_collection_name",
                  "information_schema.tables"))
          .isEqualTo(1);
      JsonObject tool =
          server
              .health()
              .getAsJsonObject("tools")
              .getAsJsonObject("each")
              .getAsJsonObject("database");
      assertThat(tool.get("statements").getAsInt()).isEqualTo(25);
      assertThat(tool.get("repeated_statement").getAsString()).isEqualTo("select ?");
      assertThat(scrape.samples().toString()).doesNotContain("secret");
    }
  }

  @Test
  void ofSqlite() {
    String url = "jdbc:sqlite:" + folder.resolve("orders.db");
    try (PoolServer server = PoolServer.start(Jdks.require(17), "hikari", false, url, 2)) {
      assertThat(server.call("query")).startsWith("1");
      Scrape scrape =
          server.scrapeUntil(
              s -> s.sum("mcp_tool_database_statements_total", "tool", "query") == 1);
      assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "query")).isEqualTo(1);
      assertThat(
              scrape.sum(
                  "db_client_operation_duration_seconds_count",
                  "db_system_name",
                  "sqlite",
                  "db_operation_name",
                  "SELECT"))
          .isGreaterThanOrEqualTo(1);
      assertThat(scrape.sum("mcp_monitor_hook_failures_total")).isZero();
    }
  }
}
