package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.StdioScript;
import io.mcpmonitor.harness.Wait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are not built on the Java SDK: the same calls, the same numbers and names. */
class FamiliesIT {
  private static final Set<String> TOOLS =
      Set.of("echo", "add", "echo_virtual", "fail", "throw", "slow", "notify", "ask_client");

  static List<Family> families() {
    return Family.all();
  }

  /** The oldest versions order the members of their answers anew in each process. */
  static List<Family> stdio() {
    return families().stream().filter(family -> family.isStdio() && family.asks()).toList();
  }

  /** The oldest versions refuse {@code notifications/cancelled}. */
  static List<Family> http() {
    return families().stream().filter(family -> !family.isStdio() && family.asks()).toList();
  }

  private static void run(Family family, SdkDriver driver) {
    driver.initialize();
    driver.client().ping();
    driver.client().listTools();
    driver.client().listPrompts();
    driver.client().listResources();
    driver.text("echo", Map.of("text", "hello"));
    driver.text("echo_virtual", Map.of("text", "hello"));
    driver.text("add", Map.of("a", 2, "b", 40));
    driver.text("fail", Map.of());
    driver.raw("tools/call", Map.of("name", "throw", "arguments", Map.of()));
    driver.text("slow", Map.of("ms", 30));
    driver.text("notify", Map.of());
    if (family.asks()) {
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
  @MethodSource("families")
  void everyRequestIsCountedAndTheAnswersStayTheSame(Family family) {
    List<String> without;
    try (AgentJvm server = family.start(false);
        SdkDriver driver = family.connect(server)) {
      run(family, driver);
      without = answers(driver);
    }
    try (AgentJvm server = family.start(true);
        SdkDriver driver = family.connect(server)) {
      run(family, driver);
      assertThat(answers(driver)).isEqualTo(without);

      Telemetry telemetry = new Telemetry(server, TOOLS);
      telemetry.countsEqual(driver.traffic());
      telemetry.clientCountsEqual(driver.traffic().fromServer());
      telemetry.activeSessions(1);
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
      JsonObject health = JsonHttp.get(server.agentUrl("/health")).json();
      assertThat(health.getAsJsonObject("tools").keySet()).contains("echo", "fail", "slow");
      assertThat(health.get("service").getAsString()).endsWith("-server");
      assertThat(missing(server, family.probe())).isEmpty();
    }
  }

  /** Whatever the order of members in them. */
  private static List<String> answers(SdkDriver driver) {
    return driver.traffic().answers().stream().map(FamiliesIT::sorted).sorted().toList();
  }

  private static String sorted(String answer) {
    int json = answer.indexOf('{');
    return json < 0
        ? answer
        : answer.substring(0, json) + members(JsonParser.parseString(answer.substring(json)));
  }

  private static Object members(JsonElement element) {
    if (element instanceof JsonObject object) {
      Map<String, Object> members = new TreeMap<>();
      object.entrySet().forEach(member -> members.put(member.getKey(), members(member.getValue())));
      return members;
    }
    return element instanceof JsonArray array
        ? array.asList().stream().map(FamiliesIT::members).toList()
        : element.toString();
  }

  private static List<String> missing(AgentJvm server, String probe) {
    String probes = JsonHttp.get(server.agentUrl("/probes")).body();
    for (JsonElement each : JsonParser.parseString(probes).getAsJsonArray()) {
      JsonObject status = each.getAsJsonObject();
      if (status.get("id").getAsString().equals(probe)) {
        assertThat(status.get("status").getAsString()).isEqualTo("active");
        return status.getAsJsonArray("missing").asList().stream()
            .map(JsonElement::getAsString)
            .toList();
      }
    }
    throw new AssertionError("no probe " + probe);
  }

  @ParameterizedTest
  @MethodSource("http")
  void aCancelledCallIsCountedOnceAndTheEndOfTheSessionToo(Family family) {
    try (AgentJvm server = family.start(true)) {
      Telemetry telemetry = new Telemetry(server, TOOLS);
      try (SdkDriver driver = family.connect(server)) {
        driver.initialize();
        driver.cancelledCall("slow", Map.of("ms", 300));
        driver.text("echo", Map.of("text", "and on"));
        Scrape scrape =
            telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "slow") == 1);
        assertThat(scrape.sum("mcp_requests_total", "tool", "slow")).isEqualTo(1);
        telemetry.nothingInFlight();
      }
      telemetry.closedSessions(1);
      telemetry.activeSessions(0);
      telemetry.noTroubleInTheAgent();
    }
  }

  @ParameterizedTest
  @MethodSource("stdio")
  void stdoutIsTheSameByteForByte(Family family) {
    assertThat(stdout(family, true)).isEqualTo(stdout(family, false));
  }

  private static String stdout(Family family, boolean agent) {
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
    try (AgentJvm server = family.start(agent)) {
      script.run(server);
      server.closeStdin();
      Wait.until(server::isAlive, alive -> !alive, AgentJvm.PATIENCE);
      return new String(server.stdoutBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
