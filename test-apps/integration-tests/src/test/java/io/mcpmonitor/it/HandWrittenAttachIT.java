package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentCommand;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.Traffic;
import io.mcpmonitor.harness.Traffic.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that use no MCP library and run already when the agent comes, by its command line. */
@ExtendWith(MatrixTable.class)
class HandWrittenAttachIT {
  private static final Call INITIALIZE = new Call("initialize", "", "success");

  static List<HandWritten> servers() {
    return HandWritten.plain();
  }

  /** An open stream that answers come on cannot be seen later. */
  static List<HandWritten> withoutOpenStreams() {
    return servers().stream().filter(kind -> !kind.transport().equals("sse")).toList();
  }

  static List<HandWritten> sse() {
    return HandWritten.sse();
  }

  @ParameterizedTest
  @MethodSource("withoutOpenStreams")
  void aClientThatWasThereBeforeIsMet(HandWritten kind) {
    List<String> alone = answersWithoutTheAgent(kind);
    try (AgentJvm server = kind.builder().start()) {
      Telemetry telemetry = new Telemetry(server, HandWritten.TOOLS);
      try (SdkDriver driver = kind.connect(server)) {
        begin(driver);
        assertThat(AgentCommand.attach(server)).contains("Monitoring process " + server.pid());
        if (kind.isStdio()) {
          driver.client().ping(); // the server was waiting for this one: no hook sees it come
        }
        Traffic traffic = driver.traffic();
        Map<Call, Integer> before = traffic.calls();

        if (kind.isStdio()) { // where a ping says nothing of MCP
          driver.client().listTools();
        }
        HandWrittenIT.run(kind, driver);

        telemetry.countsEqual(difference(traffic.calls(), before));
        telemetry.clientCountsEqual(traffic.fromServer());
        telemetry.activeSessions(kind.hasSessions() ? 1 : 0);
        isWellAndWatched(kind, server, telemetry);
        kind.works("attach");
        assertThat(withoutPings(traffic.answers())).isEqualTo(alone);
      }
      end(kind, server, telemetry);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aClientThatComesAfterwardsIsSeenFromItsBeginning(HandWritten kind) {
    try (AgentJvm server = kind.builder().start()) {
      Telemetry telemetry = new Telemetry(server, HandWritten.TOOLS);
      if (!kind.isStdio()) {
        assertThat(server.serverUrl()).isNotNull(); // it is up
      }
      AgentCommand.attach(server, "traces=on");
      try (SdkDriver driver = kind.connect(server)) {
        HandWrittenIT.run(kind, driver);

        Map<Call, Integer> calls = driver.traffic().calls();
        if (kind.isStdio()) { // what it was waiting for
          assertThat(calls.remove(INITIALIZE)).isEqualTo(1);
        }
        telemetry.countsEqual(calls);
        telemetry.clientCountsEqual(driver.traffic().fromServer());
        telemetry.activeSessions(kind.hasSessions() ? 1 : 0);
        isWellAndWatched(kind, server, telemetry);
        if (!kind.isStdio()) {
          assertThat(JsonHttp.get(server.agentUrl("/health")).json().get("service").getAsString())
              .isEqualTo(kind.name());
        }
      }
      end(kind, server, telemetry);
    }
  }

  @ParameterizedTest
  @MethodSource("sse")
  void callsAnsweredOnAStreamThatWasOpenBeforeAreNotCountedWrongly(HandWritten kind) {
    try (AgentJvm server = kind.builder().start();
        SdkDriver earlier = kind.connect(server)) {
      begin(earlier);
      AgentCommand.attach(server);
      assertThat(earlier.text("echo", Map.of("text", "unseen"))).isEqualTo("unseen");
      Telemetry telemetry = new Telemetry(server, HandWritten.TOOLS);
      try (SdkDriver later = kind.connect(server)) {
        later.initialize();
        later.client().listTools();
        later.text("echo", Map.of("text", "seen"));
        assertThat(earlier.text("echo", Map.of("text", "unseen"))).isEqualTo("unseen");
        telemetry.countsEqual(later.traffic());
        telemetry.nothingInFlight();
      }
      Scrape scrape = telemetry.scrape();
      assertThat(scrape.sum("mcp_requests_total", "tool", "echo")).isEqualTo(1);
      assertThat(scrape.sum("mcp_errors_total")).isZero();
      assertThat(telemetry.probe(kind.probe()).get("notes").toString())
          .contains("clients of HTTP+SSE that connected before the agent came are not seen");
      telemetry.noTroubleInTheAgent();
    }
  }

  private static void begin(SdkDriver driver) {
    driver.initialize();
    driver.text("echo", Map.of("text", "before"));
  }

  private static List<String> answersWithoutTheAgent(HandWritten kind) {
    try (AgentJvm server = kind.builder().start();
        SdkDriver driver = kind.connect(server)) {
      begin(driver);
      if (kind.isStdio()) {
        driver.client().listTools();
      }
      HandWrittenIT.run(kind, driver);
      return withoutPings(driver.traffic().answers());
    }
  }

  private static List<String> withoutPings(List<String> answers) {
    return answers.stream().filter(answer -> !answer.startsWith("ping ")).toList();
  }

  private static Map<Call, Integer> difference(Map<Call, Integer> all, Map<Call, Integer> before) {
    Map<Call, Integer> rest = new TreeMap<>(all);
    before.forEach((call, count) -> rest.merge(call, -count, Integer::sum));
    rest.values().removeIf(count -> count == 0);
    return rest;
  }

  private static void isWellAndWatched(HandWritten kind, AgentJvm server, Telemetry telemetry) {
    telemetry.nothingInFlight();
    telemetry.noTroubleInTheAgent();
    JsonObject health = JsonHttp.get(server.agentUrl("/health")).json();
    assertThat(health.getAsJsonObject("tools").keySet()).contains("echo", "fail", "slow");
    JsonObject probe = telemetry.probe(kind.probe());
    assertThat(probe.get("status").getAsString()).isEqualTo("active");
    assertThat(probe.get("missing").getAsJsonArray()).isEmpty();
    assertThat(probe.get("notes").toString()).contains("MCP on");
  }

  private static void end(HandWritten kind, AgentJvm server, Telemetry telemetry) {
    if (kind.isStdio()) {
      server.closeStdin();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isZero();
    } else if (kind.hasSessions()) {
      telemetry.closedSessions(1);
      telemetry.activeSessions(0);
    }
  }
}
