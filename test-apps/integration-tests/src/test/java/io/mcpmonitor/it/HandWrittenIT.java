package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.StdioScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that use no MCP library: the same calls, numbers and names as of those that do. */
@ExtendWith(MatrixTable.class)
class HandWrittenIT {
  static List<HandWritten> servers() {
    return HandWritten.all();
  }

  static List<HandWritten> some() {
    return HandWritten.some();
  }

  static List<HandWritten> stdio() {
    return servers().stream().filter(HandWritten::isStdio).toList();
  }

  /** Calls of every kind, and errors of every kind. */
  static void run(HandWritten kind, SdkDriver driver) {
    driver.initialize(); // once
    driver.client().ping();
    driver.client().listTools();
    driver.client().listPrompts();
    driver.client().listResources();
    driver.text("echo", Map.of("text", "h\u00e9llo \ud83d\ude00 \"quoted\"\n"));
    driver.text("echo_virtual", Map.of("text", "x".repeat(100_000)));
    driver.text("add", Map.of("a", 2, "b", 40));
    driver.text("fail", Map.of());
    driver.raw("tools/call", Map.of("name", "throw", "arguments", Map.of()));
    driver.text("slow", Map.of("ms", 30));
    driver.text("notify", Map.of());
    driver.text("query", Map.of());
    if (kind.asks()) {
      driver.text("ask_client", Map.of());
    }
    driver.raw("tools/call", Map.of("name", "no_such_tool", "arguments", Map.of()));
    driver.raw("no/such/method", Map.of());
    driver.raw("prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "Ada")));
    driver.raw("prompts/get", Map.of("name", "no_such_prompt", "arguments", Map.of()));
    driver.raw("resources/read", Map.of("uri", "matrix://motd"));
    driver.concurrently(4, 5, "echo", Map.of("text", "all at once"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyRequestIsCountedAndTheAnswersStayTheSame(HandWritten kind) {
    List<String> without;
    try (AgentJvm server = kind.builder().start();
        SdkDriver driver = kind.connect(server)) {
      run(kind, driver);
      without = driver.traffic().answers();
    }
    try (AgentJvm server = kind.builder().withAgent().start();
        SdkDriver driver = kind.connect(server)) {
      run(kind, driver);
      assertThat(driver.traffic().answers()).isEqualTo(without);

      Telemetry telemetry = new Telemetry(server, HandWritten.TOOLS);
      telemetry.countsEqual(driver.traffic());
      telemetry.clientCountsEqual(driver.traffic().fromServer());
      telemetry.activeSessions(kind.hasSessions() ? 1 : 0);
      telemetry.nothingInFlight();
      sizesAreKnown(telemetry.scrape());
      telemetry.noTroubleInTheAgent();
      JsonObject health = JsonHttp.get(server.agentUrl("/health")).json();
      assertThat(health.getAsJsonObject("tools").keySet()).contains("echo", "fail", "slow");
      assertThat(health.get("service").getAsString()).isEqualTo(kind.name());
      JsonObject probe = telemetry.probe(kind.probe());
      assertThat(probe.get("status").getAsString()).isEqualTo("active");
      assertThat(probe.get("missing").getAsJsonArray()).isEmpty();
      assertThat(probe.get("notes").toString()).contains("MCP on");
      kind.works("calls, errors", "names", "sizes", "same answers");
    }
  }

  private static void sizesAreKnown(Scrape scrape) {
    double echoes = scrape.sum("mcp_requests_total", "tool", "echo_virtual");
    assertThat(scrape.sum("mcp_request_size_bytes_count", "tool", "echo_virtual"))
        .isEqualTo(echoes);
    assertThat(scrape.sum("mcp_request_size_bytes_sum", "tool", "echo_virtual"))
        .isGreaterThan(100_000);
    assertThat(scrape.sum("mcp_response_size_bytes_sum", "tool", "echo_virtual"))
        .isGreaterThan(100_000);
  }

  @ParameterizedTest
  @MethodSource("some")
  void cancelledCallsStatementsAndTheEndOfTheSession(HandWritten kind) {
    try (AgentJvm server = kind.builder().withAgent("traces=on").start()) {
      Telemetry telemetry = new Telemetry(server, HandWritten.TOOLS);
      try (SdkDriver driver = kind.connect(server)) {
        driver.initialize();
        driver.client().listTools();
        driver.text("echo", Map.of("text", "first"));
        telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "echo") == 1);
        String slow = driver.begin("slow", Map.of("ms", 2_000));
        telemetry.scrapeUntil(s -> s.sum("mcp_requests_in_flight", "tool", "slow") == 1);
        driver.cancel(slow);
        telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "slow") == 1);
        driver.text("query", Map.of());
        driver.text("query", Map.of());
        Scrape scrape =
            telemetry.scrapeUntil(
                s ->
                    s.sum("mcp_requests_total", "tool", "slow") == 1
                        && s.sum("mcp_tool_database_statements_total", "tool", "query") == 6);
        if (kind.concurrent() && kind.hasSessions()) { // else nobody can be told in time
          assertThat(scrape.sum("mcp_errors_total", "tool", "slow", "error_type", "cancelled"))
              .isEqualTo(1);
        }
        assertThat(scrape.sum("mcp_tool_database_statements_total", "tool", "query")).isEqualTo(6);
        telemetry.nothingInFlight();
        telemetry.noTroubleInTheAgent();
      }
      if (!kind.isStdio() && kind.hasSessions()) {
        telemetry.closedSessions(1);
        telemetry.activeSessions(0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("stdio")
  void stdoutIsTheSameByteForByte(HandWritten kind) {
    assertThat(stdout(kind, true)).isEqualTo(stdout(kind, false));
  }

  private static String stdout(HandWritten kind, boolean agent) {
    StdioScript script =
        StdioScript.handshake("2024-11-05")
            .request("ping", "{}")
            .request("tools/list", "{}")
            .callTool("echo", "{\"text\":\"h\u00e9llo\"}")
            .callTool("add", "{\"a\":2,\"b\":40}")
            .callTool("fail", "{}")
            .callTool("throw", "{}")
            .callTool("no_such_tool", "{}")
            .request("no/such/method", "{}")
            .request("resources/read", "{\"uri\":\"matrix://motd\"}");
    try (AgentJvm server = kind.builder().agent(agent).start()) {
      script.run(server);
      server.closeStdin();
      int exit = server.awaitExit(AgentJvm.PATIENCE);
      return exit + new String(server.stdoutBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
