package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server's own tools and resources come first, whenever it gets them. */
class InjectNamesIT {
  private static final String HEALTH = "health://status";
  private static final String OWN = " of the server itself";

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
}
