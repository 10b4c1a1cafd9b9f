package io.mcpmonitor.it;

import static io.mcpmonitor.it.PoolServer.KINDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MariaDB by its own driver and by MySQL's, with {@code -Pmatrix}: it is big to download. */
@EnabledIfSystemProperty(named = "mcp.monitor.test.matrix", matches = "true")
@TestInstance(Lifecycle.PER_CLASS)
class MariadbIT {
  private Mariadb database;

  @BeforeAll
  void start(@TempDir Path folder) {
    database = new Mariadb(folder, List.of("shop_of_mariadb", "shop_of_mysql"));
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void everythingIsCountedOnceAndBelongsToItsDatabase(String system) {
    String name = "shop_of_" + system;
    String url = "jdbc:" + system + "://127.0.0.1:" + database.port() + "/" + name;
    try (PoolServer server = PoolServer.start(Jdks.require(17), KINDS, false, url, 4)) {
      for (String kind : KINDS) {
        assertThat(server.call("work", "pool", kind)).contains("5 no 5");
      }
      Scrape scrape = StatementsIT.counted(server, KINDS, system);
      assertThat(
              scrape.sum(
                  "db_client_operation_duration_seconds_count",
                  "db_namespace",
                  name,
                  "server_address",
                  "127.0.0.1",
                  "server_port",
                  String.valueOf(database.port()),
                  "db_operation_name",
                  "CREATE"))
          .isEqualTo(KINDS.size());
      assertThat(scrape.sum("mcp_tool_database_rows_total", "tool", "work", "rows", "returned"))
          .isGreaterThanOrEqualTo(7 * KINDS.size());
    }
  }
}
