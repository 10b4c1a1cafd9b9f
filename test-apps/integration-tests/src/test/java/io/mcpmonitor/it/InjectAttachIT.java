package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentCommand;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.SdkVersion;
import io.mcpmonitor.harness.StdioScript;
import io.mcpmonitor.harness.Wait;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that run already are given our tools and resource when they are next asked. */
class InjectAttachIT {
  private static final String CHANGED = "notifications/tools/list_changed";

  /** The newest version on stdio; with the matrix all its transports, and every version once. */
  static List<Cell> cells() {
    return Cell.all().stream()
        .filter(cell -> cell.sdk().stack() == SdkVersion.Stack.SERVLET)
        .filter(cell -> cell.jdk().feature() == (Matrix.WHOLE ? 25 : 17))
        .filter(cell -> cell.isFirst() || (Matrix.WHOLE && cell.isNewest()))
        .filter(cell -> Matrix.WHOLE || cell.isNewest())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRunningServerIsGivenThem(Cell cell) {
    assertThat(cell.again(() -> attached(cell))).isTrue();
  }

  private static boolean attached(Cell cell) {
    try (AgentJvm server = cell.start(false);
        SdkDriver driver = cell.connect(server)) {
      driver.initialize();
      driver.text("echo", Map.of("text", "before"));
      assertThat(tools(driver)).doesNotContain("sync_status");
      assertThat(attach(server)).contains("Monitoring process");
      driver.text("echo", Map.of("text", "after"));
      assertThat(tools(driver)).contains("echo", "sync_status", "sync_health_check");
      assertThat(driver.text("sync_status", Map.of())).contains("File scans: none seen yet.");
      driver.raw("resources/read", Map.of("uri", "health://status"));
      assertThat(driver.traffic().answers())
          .anyMatch(answer -> answer.startsWith("resources/read") && answer.contains("healthy"));
      assertThat(driver.text("echo", Map.of("text", "at last"))).isEqualTo("at last");

      Telemetry telemetry = new Telemetry(server, Set.of());
      assertThat(telemetry.scrapeUntil(s -> s.sum("mcp_monitor_injected_calls_total") == 2))
          .satisfies(s -> assertThat(s.sum("mcp_requests_total", "tool", "echo")).isEqualTo(2));
      telemetry.noTroubleInTheAgent();
      return true;
    }
  }

  private static List<String> tools(SdkDriver driver) {
    return driver.client().listTools().tools().stream().map(Tool::name).toList();
  }

  /** Puts the agent into the running process; what the command says. */
  private static String attach(AgentJvm server) {
    return AgentCommand.attach(server, "inject=health-resource,sync-tools");
  }

  /** Its clients hear of it, but none before its handshake is over. */
  @Test
  void clientsAreToldWhenTheyWerePromisedSo() {
    try (AgentJvm server = indexServer()) {
      attach(server);
      StdioScript.handshake("2025-06-18").run(server);
      assertThat(server.stdoutLines()).hasSize(1);

      JsonArray tools =
          JsonParser.parseString(new StdioScript().request("tools/list", "{}").run(server).get(0))
              .getAsJsonObject()
              .getAsJsonObject("result")
              .getAsJsonArray("tools");
      assertThat(tools).anyMatch(tool -> name(tool).equals("sync_status"));
      List<String> lines = server.stdoutLines();
      assertThat(lines.get(0)).contains("\"serverInfo\"");
      assertThat(lines.subList(1, lines.size() - 1))
          .isNotEmpty()
          .allMatch(l -> l.contains(CHANGED));
      assertThat(lines.get(lines.size() - 1)).contains("sync_status");
    }
  }

  @Test
  void whatIsNotPossibleIsSaid() {
    try (AgentJvm server = indexServer()) {
      StdioScript.handshake("2025-06-18").request("ping", "{}").run(server);
      attach(server);
      new StdioScript().request("tools/list", "{}").run(server);
      JsonArray unable =
          Wait.until(
              () -> probe(server).getAsJsonArray("unable"),
              lines -> !lines.isEmpty(),
              AgentJvm.PATIENCE);
      assertThat(unable.toString())
          .contains("index-server could not be given the resource health://status")
          .contains("it has told its clients that it has no resources");
      assertThat(AgentCommand.run(1, "doctor", String.valueOf(server.pid())))
          .contains("wrong   inject.javasdk: index-server could not be given");
    }
  }

  private static AgentJvm indexServer() {
    AgentJvm server =
        AgentJvm.on(Jdks.require(17))
            .main(Apps.jar("index-server").toString(), "com.example.index.McpIndexServer")
            .start();
    assertThat(server.awaitStderr(Pattern.compile("(ready)"), AgentJvm.PATIENCE)).isPresent();
    return server;
  }

  private static JsonObject probe(AgentJvm server) {
    String body = JsonHttp.get(server.agentUrl("/probes")).body();
    for (JsonElement probe : JsonParser.parseString(body).getAsJsonArray()) {
      if (probe.getAsJsonObject().get("id").getAsString().equals("inject.javasdk")) {
        return probe.getAsJsonObject();
      }
    }
    throw new AssertionError(body);
  }

  private static String name(JsonElement tool) {
    return tool.getAsJsonObject().get("name").getAsString();
  }
}
