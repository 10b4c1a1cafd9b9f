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
import io.mcpmonitor.harness.SdkVersion;
import io.mcpmonitor.harness.SpanReceiver;
import io.mcpmonitor.harness.StdioScript;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients ask a server that knows nothing of the agent how it is. */
class InjectIT {
  static final String BOTH = "inject='health-resource,sync-tools'";
  private static final Set<String> OURS = Set.of("sync_status", "sync_health_check");
  private static final String HEALTH = "health://status";

  /** The newest version; SSE, which grows old, only with the matrix. */
  static List<Cell> newest() {
    return Cell.all().stream()
        .filter(cell -> cell.isNewest() && cell.sdk().stack() == SdkVersion.Stack.SERVLET)
        .filter(cell -> cell.jdk().feature() == 17)
        .filter(cell -> Matrix.WHOLE || !cell.transport().equals("sse"))
        .toList();
  }

  /** With the matrix every version with and without sessions; also on Spring. */
  static List<Cell> others() {
    if (!Matrix.WHOLE) {
      return List.of();
    }
    List<Cell> newest = newest();
    return Cell.all().stream()
        .filter(cell -> cell.jdk().feature() == 17 && !newest.contains(cell))
        .filter(cell -> cell.isFirst() || !cell.hasSessions())
        .filter(cell -> cell.isStdio() || cell.flavour().equals(flavourOf(cell)))
        .toList();
  }

  /** On HTTP one flavour is enough: both meet each version on stdio. */
  private static String flavourOf(Cell cell) {
    return cell.sdk().stack() == SdkVersion.Stack.WEBMVC ? "sync" : "async";
  }

  @ParameterizedTest
  @MethodSource("newest")
  void theServersOwnAnswersStayTheSame(Cell cell) {
    assertThat(cell.again(() -> ask(cell))).isEqualTo(cell.again(() -> plainAnswers(cell)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("others")
  void aClientListsCallsAndReads(Cell cell) {
    assertThat(cell.again(() -> ask(cell))).isNotEmpty();
  }

  private static List<String> plainAnswers(Cell cell) {
    try (AgentJvm server = cell.start(false);
        SdkDriver driver = cell.connect(server)) {
      driver.initialize();
      driver.client().listTools();
      driver.client().listResources();
      use(driver);
      return withoutOurs(driver);
    }
  }

  /** What the server's own users do. */
  private static void use(SdkDriver driver) {
    driver.text("echo", Map.of("text", "hello"));
    driver.text("fail", Map.of());
    driver.expectError("no_such_tool", Map.of());
    driver.raw("resources/read", Map.of("uri", "matrix://motd"));
  }

  private static List<String> ask(Cell cell) {
    try (AgentJvm server = cell.startInjected();
        SdkDriver driver = cell.connect(server)) {
      driver.initialize();
      List<Tool> tools = driver.client().listTools().tools();
      assertThat(tools).extracting(Tool::name).contains("echo").containsAll(OURS);
      assertThat(driver.client().listResources().resources())
          .filteredOn(resource -> resource.uri().equals(HEALTH))
          .extracting(Resource::mimeType)
          .containsExactly("application/json");

      assertThat(driver.text("sync_status", Map.of()))
          .startsWith("matrix 1 is healthy")
          .contains("File scans: none seen yet.");
      use(driver);
      JsonObject sync = json(driver.text("sync_health_check", Map.of()));
      assertThat(sync.get("status").getAsString()).isEqualTo("healthy");
      assertThat(sync.getAsJsonObject("sync").get("state").getAsString()).isEqualTo("idle");
      JsonObject health = read(driver);
      JsonObject endpoint = JsonHttp.get(server.agentUrl("/health")).json();
      assertThat(health.keySet()).isEqualTo(endpoint.keySet());
      assertThat(health.get("service").getAsString()).isEqualTo("matrix");

      int requests = driver.traffic().calls().values().stream().mapToInt(Integer::intValue).sum();
      onlyTheirsIsCounted(server, requests - 3);
      return withoutOurs(driver);
    }
  }

  private static JsonObject read(SdkDriver driver) {
    var contents =
        driver.client().readResource(ReadResourceRequest.builder(HEALTH).build()).contents();
    assertThat(contents).hasSize(1);
    assertThat(contents.get(0).mimeType()).isEqualTo("application/json");
    return json(((TextResourceContents) contents.get(0)).text());
  }

  private static void onlyTheirsIsCounted(AgentJvm server, int requests) {
    Telemetry telemetry = new Telemetry(server, Set.of());
    Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_requests_total") >= requests);
    assertThat(scrape.sum("mcp_requests_total")).isEqualTo(requests);
    for (String feature : List.of("sync_status", "sync_health_check", "health_status")) {
      assertThat(scrape.sum("mcp_monitor_injected_calls_total", "feature", feature)).isEqualTo(1);
    }
    String body = JsonHttp.get(server.agentUrl("/metrics")).body();
    assertThat(body.lines().filter(line -> line.contains("sync_")))
        .allMatch(line -> line.contains("mcp_monitor_injected_calls"));
    JsonObject health = JsonHttp.get(server.agentUrl("/health")).json();
    assertThat(health.getAsJsonObject("tools").keySet()).doesNotContainAnyElementsOf(OURS);
    telemetry.nothingInFlight();
    telemetry.noTroubleInTheAgent();
  }

  /** The answers to a client, less what is ours in the lists. */
  private static List<String> withoutOurs(SdkDriver driver) {
    List<String> answers = new ArrayList<>();
    for (String answer : driver.traffic().answers()) {
      String[] words = answer.split(" ", 3);
      if (OURS.contains(words[1]) || (answer.contains(HEALTH) && !isList(words[0]))) {
        continue;
      }
      answers.add(isList(words[0]) ? words[0] + " " + withoutOurs(words[2]) : answer);
    }
    return answers;
  }

  private static boolean isList(String method) {
    return method.endsWith("/list");
  }

  private static String withoutOurs(String list) {
    JsonObject result = json(list);
    for (String kind : List.of("tools", "resources")) {
      JsonArray kept = new JsonArray();
      if (result.has(kind)) {
        for (JsonElement element : result.getAsJsonArray(kind)) {
          JsonObject feature = element.getAsJsonObject();
          boolean ours =
              OURS.contains(feature.get("name").getAsString())
                  || (feature.has("uri") && feature.get("uri").getAsString().equals(HEALTH));
          if (!ours) {
            kept.add(feature);
          }
        }
        result.add(kind, kept);
      }
    }
    return result.toString();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Test
  void questionsToUsAreInNoTrace() {
    Cell cell = newest().stream().filter(Cell::isStdio).findFirst().orElseThrow();
    try (SpanReceiver receiver = new SpanReceiver();
        AgentJvm server =
            cell.sdk()
                .server(cell.jdk(), cell.transport(), cell.flavour())
                .withAgent(BOTH, "otlp.endpoint=" + receiver.endpoint())
                .env("OTEL_BSP_SCHEDULE_DELAY", "200")
                .start();
        SdkDriver driver = cell.connect(server)) {
      driver.initialize();
      driver.text("sync_status", Map.of());
      assertThat(read(driver).has("status")).isTrue();
      driver.text("echo", Map.of("text", "theirs"));
      receiver.await(1, s -> s.span().getName().equals("tools/call echo"), AgentJvm.PATIENCE);
      assertThat(receiver.spans())
          .extracting(span -> span.span().getName())
          .contains("initialize")
          .noneMatch(name -> name.contains("sync_status") || name.contains("resources/read"));
      new Telemetry(server, Set.of()).noTroubleInTheAgent();
    }
  }

  @Test
  void stdoutIsTheSameButForWhatWasAskedFor() {
    Cell cell = newest().stream().filter(Cell::isStdio).findFirst().orElseThrow();
    List<String> with = cell.again(() -> stdio(cell, true));
    assertThat(with).isEqualTo(cell.again(() -> stdio(cell, false)));
  }

  /** Every line of stdout but those that answer questions to us. */
  private static List<String> stdio(Cell cell, boolean injected) {
    StdioScript script =
        StdioScript.handshake("2025-06-18")
            .request("ping", "{}")
            .callTool("echo", "{\"text\":\"h\u00e9llo\"}")
            .callTool("throw", "{}")
            .request("resources/read", "{\"uri\":\"matrix://motd\"}")
            .request("resources/read", "{\"uri\":\"matrix://no-such-resource\"}")
            .callTool("slow", "{\"ms\":30}");
    if (injected) {
      script
          .callTool("sync_status", "{}")
          .callTool("sync_health_check", "{\"more\":1}")
          .request("resources/read", "{\"uri\":\"health://status\"}");
    }
    try (AgentJvm server = injected ? cell.startInjected() : cell.start(false)) {
      List<String> answers = script.run(server);
      server.closeStdin();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isZero();
      List<String> lines = server.stdoutLines();
      if (!injected) {
        return lines;
      }
      List<String> asked = answers.subList(answers.size() - 3, answers.size());
      assertThat(asked).noneMatch(answer -> answer.contains("\"isError\":true"));
      assertThat(asked).noneMatch(answer -> answer.contains("\"error\""));
      return lines.stream().filter(line -> !asked.contains(line)).toList();
    }
  }
}
