package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.MatrixScript;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.SdkVersion;
import io.mcpmonitor.harness.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same server on every SDK version: nothing changes but that everything is counted. */
@ExtendWith(MatrixTable.class)
class SdkMatrixIT {
  private static final Set<String> TOOLS =
      Set.of("echo", "add", "fail", "throw", "slow", "notify", "ask_client");

  /** All with {@code -Pmatrix}. */
  static List<Cell> cells() {
    return Matrix.WHOLE ? Cell.all() : Cell.compared();
  }

  /** Each transport once: what depends on the transport and not on the version. */
  static List<Cell> transports() {
    return Cell.all().stream()
        .filter(cell -> cell.isNewest() && cell.sdk().stack() == SdkVersion.Stack.SERVLET)
        .toList();
  }

  static List<Cell> newestStdio() {
    return transports().stream().filter(Cell::isStdio).toList();
  }

  static List<Cell> stdioCells() {
    return Cell.all().stream().filter(Cell::isStdio).toList();
  }

  static List<Cell> streamableCells() {
    List<Cell> all =
        Cell.all().stream().filter(cell -> cell.transport().equals("streamable")).toList();
    // the oldest, which enters its session in another way than the newest
    return all.stream().filter(cell -> cell.isNewest() || cell.equals(all.get(0))).toList();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theServerDoesTheSameWithoutTheAgentEveryTime(Cell cell) {
    assertThat(answers(cell, false)).isEqualTo(answers(cell, false));
  }

  static List<Cell> compared() {
    return Cell.compared();
  }

  @ParameterizedTest
  @MethodSource("compared")
  void theClientSeesTheSameAnswers(Cell cell) {
    assertThat(answers(cell, true)).isEqualTo(answers(cell, false));
  }

  private static List<String> answers(Cell cell, boolean agent) {
    return cell.again(() -> answersOnce(cell, agent));
  }

  private static List<String> answersOnce(Cell cell, boolean agent) {
    try (AgentJvm server = agent ? cell.startWithTraces() : cell.start(false);
        SdkDriver driver = cell.connect(server)) {
      cell.runScript(driver);
      if (agent) {
        new Telemetry(server, TOOLS).noTroubleInTheAgent();
      }
      List<String> seen = new ArrayList<>(driver.traffic().answers());
      if (!cell.isStdio()) {
        seen.add("stdout: " + new String(server.stdoutBytes(), StandardCharsets.ISO_8859_1));
      }
      return seen;
    }
  }

  @ParameterizedTest
  @MethodSource("stdioCells")
  void stdoutIsTheSameByteForByte(Cell cell) {
    assertThat(stdio(cell, true)).isEqualTo(stdio(cell, false));
  }

  @ParameterizedTest
  @MethodSource("newestStdio")
  void stdoutDoesNotChangeByItself(Cell cell) {
    assertThat(stdio(cell, false)).isEqualTo(stdio(cell, false));
  }

  private static String stdio(Cell cell, boolean agent) {
    return cell.again(() -> stdioOnce(cell, agent));
  }

  private static String stdioOnce(Cell cell, boolean agent) {
    try (AgentJvm server = cell.start(agent)) {
      MatrixScript.stdio().run(server);
      server.closeStdin();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isZero();
      // One character per byte.
      return new String(server.stdoutBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyRequestIsCounted(Cell cell) {
    cell.again(() -> countEveryRequest(cell));
  }

  private static boolean countEveryRequest(Cell cell) {
    try (AgentJvm server = cell.start(true);
        SdkDriver driver = cell.connect(server)) {
      cell.runScript(driver);
      Traffic traffic = driver.traffic();
      Telemetry telemetry = new Telemetry(server, TOOLS);

      telemetry.countsEqual(traffic);
      telemetry.clientCountsEqual(traffic.fromServer());
      if (cell.hasSessions()) {
        telemetry.activeSessions(1);
      }
      telemetry.nothingInFlight();
      Scrape scrape = telemetry.scrape();
      double requests = scrape.sum("mcp_requests_total");
      assertThat(scrape.sum("mcp_request_duration_seconds_count")).isEqualTo(requests);
      assertThat(scrape.sum("mcp_errors_total"))
          .isEqualTo(scrape.sum("mcp_requests_total", "status", "error"));
      assertThat(scrape.sum("mcp_server_operation_duration_seconds_count"))
          .isGreaterThanOrEqualTo(requests);
      telemetry.isNotNeeded(cell.wireProbe());
      telemetry.noTroubleInTheAgent();
      cell.works("calls, errors", "names");
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void healthKnowsTheServerAndItsTools(Cell cell) {
    try (AgentJvm server = cell.start(true);
        SdkDriver driver = cell.connect(server)) {
      cell.runScript(driver);
      new Telemetry(server, TOOLS).countsEqual(driver.traffic());

      JsonHttp.Reply reply = JsonHttp.get(server.agentUrl("/health"));
      JsonObject health = reply.json();
      assertThat(health.get("service").getAsString()).isEqualTo("matrix");
      assertThat(health.get("status").getAsString()).isIn("healthy", "degraded", "unhealthy");
      assertThat(health.getAsJsonObject("tools").keySet()).contains("echo", "fail", "slow");
      JsonObject fail = health.getAsJsonObject("tools").getAsJsonObject("fail");
      assertThat(fail.get("requests").getAsInt()).isEqualTo(1);
      assertThat(fail.get("errors").getAsInt()).isEqualTo(1);
      assertThat(JsonHttp.get(server.agentUrl("/health/live")).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("streamableCells")
  void theEndOfASessionIsCounted(Cell cell) {
    try (AgentJvm server = cell.start(true)) {
      try (SdkDriver driver = cell.connect(server)) {
        driver.initialize();
        driver.text("echo", Map.of("text", "bye"));
      }
      Telemetry telemetry = new Telemetry(server, TOOLS);
      telemetry.closedSessions(1);
      telemetry.activeSessions(0);
      telemetry.noTroubleInTheAgent();
    }
  }

  @ParameterizedTest
  @MethodSource("streamableCells")
  void aCancelledCallIsCountedOnceAndLeavesNothingBehind(Cell cell) {
    try (AgentJvm server = cell.start(true);
        SdkDriver driver = cell.connect(server)) {
      driver.initialize();
      driver.cancelledCall("slow", Map.of("ms", 300));
      driver.text("echo", Map.of("text", "and on"));

      Telemetry telemetry = new Telemetry(server, TOOLS);
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "slow") == 1);
      assertThat(scrape.sum("mcp_requests_total", "tool", "slow")).isEqualTo(1);
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void sigtermEndsTheServerWithTheSameCode(Cell cell) {
    assertThat(exitCodeOnSigterm(cell, true)).isEqualTo(exitCodeOnSigterm(cell, false));
  }

  private static int exitCodeOnSigterm(Cell cell, boolean agent) {
    try (AgentJvm server = cell.start(agent)) {
      try (SdkDriver driver = cell.connect(server)) {
        driver.initialize();
        server.terminate();
        return server.awaitExit(AgentJvm.PATIENCE);
      }
    }
  }
}
