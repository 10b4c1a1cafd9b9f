package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentCommand;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same in servers that are not built on the Java SDK, or on a copy of it. */
class InjectFamiliesIT {
  private static final Set<String> OURS = Set.of("sync_status", "sync_health_check");

  /** Every version of the matrix; else of Kotlin one cell. */
  static List<Family> families() {
    return Families.all().stream()
        .filter(family -> family.jdk().feature() == 17 && !isSolon(family))
        .filter(family -> family.isStdio() || family.transport().equals("streamable"))
        .filter(family -> Matrix.WHOLE || isQuarkus(family) || family.isStdio())
        .toList();
  }

  /** Where a server can be given something after its start: in Quarkus since 1.2. */
  static List<Family> lively() {
    return families().stream()
        .filter(family -> family.transport().equals("streamable") || !isQuarkus(family))
        .toList();
  }

  static List<Family> running() {
    return lively().stream().filter(family -> Matrix.WHOLE || isQuarkus(family)).toList();
  }

  /** Whose copy of the SDK has plain classes, which only their authors can make. */
  static List<Family> copies() {
    return Families.all().stream()
        .filter(family -> isSolon(family) && family.transport().equals("streamable"))
        .filter(family -> family.jdk().feature() == 17)
        .toList();
  }

  private static boolean isSolon(Family family) {
    return family.name().equals("Solon");
  }

  private static boolean isQuarkus(Family family) {
    return family.probe().equals("mcp.quarkus");
  }

  @ParameterizedTest
  @MethodSource("families")
  void aClientListsCallsAndReads(Family family) {
    try (AgentJvm server = family.start(true, InjectIT.BOTH);
        SdkDriver driver = family.connect(server)) {
      driver.initialize();
      asked(driver);
      assertThat(driver.text("echo", Map.of("text", "theirs"))).isEqualTo("theirs");

      Telemetry telemetry = new Telemetry(server, Set.of("echo"));
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "echo") == 1);
      assertThat(scrape.sum("mcp_requests_total", "method", "tools/call")).isEqualTo(1);
      assertThat(scrape.sum("mcp_requests_total", "method", "resources/read")).isZero();
      assertThat(scrape.sum("mcp_monitor_injected_calls_total")).isEqualTo(3);
      assertThat(JsonHttp.get(server.agentUrl("/metrics")).body().lines())
          .filteredOn(line -> line.contains("sync_"))
          .allMatch(line -> line.contains("mcp_monitor_injected_calls"));
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
    }
  }

  @ParameterizedTest
  @MethodSource("copies")
  void whereItIsNotPossibleTheServerStaysAsItIs(Family family) {
    try (AgentJvm server = family.start(true, InjectIT.BOTH);
        SdkDriver driver = family.connect(server)) {
      driver.initialize();
      assertThat(driver.client().listTools().tools())
          .extracting(Tool::name)
          .contains("echo")
          .doesNotContainAnyElementsOf(OURS);
      Telemetry telemetry = new Telemetry(server, Set.of());
      telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "method", "tools/list") == 1);
      assertThat(telemetry.probe("inject.javasdk").getAsJsonArray("unable").toString())
          .contains("this copy of the SDK makes them from a plain class");
    }
  }

  @ParameterizedTest
  @MethodSource("running")
  void aRunningServerIsGivenThem(Family family) {
    try (AgentJvm server = family.start(false);
        SdkDriver driver = family.connect(server)) {
      driver.initialize();
      driver.text("echo", Map.of("text", "before"));
      AgentCommand.attach(server, "inject=health-resource,sync-tools");
      driver.text("echo", Map.of("text", "after"));
      asked(driver);
      new Telemetry(server, Set.of()).noTroubleInTheAgent();
    }
  }

  @ParameterizedTest
  @MethodSource("lively")
  void whatTheServerAddsLaterComesFirst(Family family) {
    try (AgentJvm server = family.start(true, InjectIT.BOTH);
        SdkDriver driver = family.connect(server)) {
      driver.initialize();
      asked(driver);
      driver.text("offer", Map.of("name", "sync_status"));
      driver.text("offer", Map.of("name", "health://status"));
      assertThat(driver.text("sync_status", Map.of()))
          .isEqualTo("sync_status of the server itself");
      var read =
          driver.client().readResource(ReadResourceRequest.builder("health://status").build());
      assertThat(((TextResourceContents) read.contents().get(0)).text())
          .isEqualTo("health://status of the server itself");
      assertThat(server.agentLines())
          .anyMatch(line -> line.endsWith("its own tool sync_status; ours is left out"))
          .anyMatch(line -> line.endsWith("its own resource health://status; ours is left out"));
      Telemetry telemetry = new Telemetry(server, Set.of());
      Scrape scrape =
          telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "sync_status") == 1);
      assertThat(scrape.sum("mcp_requests_total", "tool", "sync_status")).isEqualTo(1);
      telemetry.noTroubleInTheAgent();
    }
  }

  private static void asked(SdkDriver driver) {
    assertThat(driver.client().listTools().tools())
        .extracting(Tool::name)
        .contains("echo")
        .containsAll(OURS);
    assertThat(driver.client().listResources().resources())
        .extracting(Resource::uri)
        .contains("matrix://motd", "health://status");
    assertThat(driver.text("sync_status", Map.of())).contains("File scans: none seen yet.");
    assertThat(driver.text("sync_health_check", Map.of())).contains("\"status\": \"healthy\"");
    var read = driver.client().readResource(ReadResourceRequest.builder("health://status").build());
    assertThat(((TextResourceContents) read.contents().get(0)).text())
        .contains("\"health_score\": 100");
  }
}
