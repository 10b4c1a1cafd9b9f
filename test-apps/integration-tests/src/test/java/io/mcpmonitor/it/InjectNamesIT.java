package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.Wait;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's own tools and resources come first, whenever it gets them; a client scans anew. */
class InjectNamesIT {
  private static final String HEALTH = "health://status";
  private static final String OWN = " of the server itself";

  @TempDir Path folder;

  private static AgentJvm indexServer(String... ownNames) {
    return AgentJvm.on(Jdks.require(17))
        .main(Apps.jar("index-server").toString(), "com.example.index.McpIndexServer")
        .args(ownNames)
        .withAgent(InjectIT.BOTH)
        .start();
  }

  @Test
  void namesThatItHasFromTheStart() {
    try (AgentJvm server = indexServer("sync_status", HEALTH);
        SdkDriver driver = SdkDriver.stdio(server)) {
      driver.initialize();
      own(driver);
      assertThat(driver.text("sync_health_check", Map.of())).contains("\"status\": \"healthy\"");
      said(server);
      counted(server);
    }
  }

  @Test
  void namesThatItAddsLater() {
    try (AgentJvm server = indexServer();
        SdkDriver driver = SdkDriver.stdio(server)) {
      driver.initialize();
      assertThat(driver.text("sync_status", Map.of())).startsWith("index-server 1.0.0 is healthy");
      driver.text("offer", Map.of("name", "sync_status"));
      driver.text("offer", Map.of("name", HEALTH));
      own(driver);
      said(server);
      counted(server);
    }
  }

  /** The names mean what the server says. */
  private static void own(SdkDriver driver) {
    assertThat(driver.client().listTools().tools())
        .filteredOn(tool -> tool.name().equals("sync_status"))
        .extracting(Tool::description)
        .containsExactly("A tool of the server itself");
    assertThat(driver.client().listResources().resources())
        .extracting(Resource::name)
        .containsExactly("own");
    assertThat(driver.text("sync_status", Map.of())).isEqualTo("sync_status" + OWN);
    var read = driver.client().readResource(ReadResourceRequest.builder(HEALTH).build());
    assertThat(((TextResourceContents) read.contents().get(0)).text()).isEqualTo(HEALTH + OWN);
  }

  private static void said(AgentJvm server) {
    List<String> lines = server.agentLines();
    assertThat(lines)
        .anyMatch(l -> l.endsWith("index-server has its own tool sync_status; ours is left out"))
        .anyMatch(l -> l.endsWith("its own resource health://status; ours is left out"));
  }

  /** What the server answers itself is its traffic. */
  private static void counted(AgentJvm server) {
    Telemetry telemetry = new Telemetry(server, Set.of("sync_status"));
    Scrape scrape =
        telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "sync_status") == 1);
    assertThat(scrape.sum("mcp_requests_total", "tool", "sync_status")).isEqualTo(1);
    assertThat(scrape.sum("mcp_requests_total", "method", "resources/read")).isEqualTo(1);
    assertThat(scrape.sum("mcp_monitor_injected_calls_total")).isEqualTo(1);
    telemetry.noTroubleInTheAgent();
  }

  /** With a method to call there is a tool for it. */
  @Test
  void aClientBeginsTheScanAnew() {
    String indexer = "com.example.index.NoteIndexer#";
    Path root = IndexServer.tree(folder, 50);
    try (AgentJvm server =
            AgentJvm.on(Jdks.require(17))
                .main(Apps.jar("index-server").toString(), "com.example.index.McpIndexServer")
                .withAgent(
                    InjectIT.BOTH,
                    "scan.methods=" + indexer + "indexAll",
                    "scan.item-methods=" + indexer + "index",
                    "scan.recovery-method=" + indexer + "reindex",
                    "health.check-interval=1s")
                .start();
        SdkDriver driver = SdkDriver.stdio(server)) {
      driver.initialize();
      assertThat(driver.client().listTools().tools())
          .extracting(Tool::name)
          .contains("force_rescan");
      assertThat(driver.text("force_rescan", Map.of())).contains("nothing was indexed yet");
      driver.text("index", Map.of("style", "notes", "folder", root.toString()));
      syncStatus(driver, "NoteIndexer.indexAll: completed");
      assertThat(driver.text("force_rescan", Map.of())).contains("NoteIndexer#reindex");
      assertThat(server.awaitStderr(Pattern.compile("(reindexed .*)"), AgentJvm.PATIENCE))
          .contains("reindexed 50");
      syncStatus(driver, "Recovery by com.example.index.NoteIndexer#reindex: called 2 times");

      Telemetry telemetry = new Telemetry(server, Set.of());
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_scan_duration_seconds_count") == 2);
      assertThat(scrape.sum("mcp_files_scanned_total")).isEqualTo(100);
      assertThat(scrape.sum("mcp_requests_total", "method", "tools/call")).isEqualTo(1);
      assertThat(scrape.sum("mcp_monitor_injected_calls_total", "feature", "force_rescan"))
          .isEqualTo(2);
      telemetry.noTroubleInTheAgent();
    }
  }

  private static void syncStatus(SdkDriver driver, String wanted) {
    Wait.until(
        () -> driver.text("sync_status", Map.of()),
        text -> text.contains(wanted),
        AgentJvm.PATIENCE);
  }
}
