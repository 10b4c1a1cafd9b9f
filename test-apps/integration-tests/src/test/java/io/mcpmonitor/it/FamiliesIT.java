package io.mcpmonitor.it;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
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
import io.mcpmonitor.it.Family.Trait;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One acceptance for every library: the same calls, the same numbers and names. */
@ExtendWith(MatrixTable.class)
class FamiliesIT {
  private static final String BLOCKING = "echo_blocking";

  /** Tools that not every server has. */
  private static final List<String> OTHERS =
      List.of("echo_virtual", BLOCKING, "notify", "ask_client", "query", "query_later");

  static List<Family> families() {
    return Families.all();
  }

  /**
   * Answers over stdio are compared byte by byte below. With {@code -Pmatrix} each other server is
   * compared on one JDK; the JDKs take turns.
   */
  static List<Family> compared() {
    if (!Matrix.WHOLE) {
      return families().stream().filter(family -> family.is(Trait.COMPARED)).toList();
    }
    Map<String, List<Family>> servers =
        families().stream()
            .filter(family -> !family.isStdio())
            .collect(groupingBy(Family::onAnyJdk, LinkedHashMap::new, toList()));
    List<Family> compared = new ArrayList<>();
    for (List<Family> onEachJdk : servers.values()) {
      compared.add(onEachJdk.get(compared.size() % onEachJdk.size()));
    }
    return compared;
  }

  static List<Family> sameBytes() {
    return families().stream()
        .filter(family -> family.isStdio() && family.is(Trait.SAME_BYTES))
        .toList();
  }

  /** Calls of every kind, and errors of every kind; the names of the tools that there are. */
  private static Set<String> run(Family family, SdkDriver driver, Runnable afterQuery) {
    driver.initialize();
    driver.client().ping();
    Set<String> tools =
        driver.client().listTools().tools().stream()
            .map(tool -> tool.name())
            .collect(Collectors.toCollection(TreeSet::new));
    driver.client().listPrompts();
    driver.client().listResources();
    driver.text("echo", Map.of("text", "hello"));
    driver.text("add", Map.of("a", 2, "b", 40));
    driver.text("fail", Map.of());
    driver.raw("tools/call", Map.of("name", "throw", "arguments", Map.of()));
    driver.text("slow", Map.of("ms", 30));
    for (String tool : OTHERS) {
      if (tools.contains(tool) && (family.is(Trait.ASKS) || !tool.equals("ask_client"))) {
        driver.raw("tools/call", Map.of("name", tool, "arguments", Map.of("text", "hello")));
        if (tool.equals("query")) {
          afterQuery.run();
        }
      }
    }
    driver.raw("tools/call", Map.of("name", "no_such_tool", "arguments", Map.of()));
    driver.raw("no/such/method", Map.of());
    driver.raw("prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "Ada")));
    driver.raw("prompts/get", Map.of("name", "no_such_prompt", "arguments", Map.of()));
    driver.raw("resources/read", Map.of("uri", "matrix://motd"));
    driver.raw("resources/read", Map.of("uri", "matrix://no-such-resource"));
    driver.raw(
        "completion/complete",
        Map.of(
            "ref",
            Map.of("type", "ref/prompt", "name", "greeting"),
            "argument",
            Map.of("name", "name", "value", "A")));
    if (family.is(Trait.CONCURRENT)) {
      driver.concurrently(4, 5, "echo", Map.of("text", "all at once"));
    }
    return tools;
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyCallIsCountedUnderItsName(Family family) {
    family.again(() -> countEveryCall(family));
  }

  private static boolean countEveryCall(Family family) {
    try (AgentJvm server = family.start(true)) {
      Telemetry telemetry;
      try (SdkDriver driver = family.connect(server)) {
        Set<String> tools = run(family, driver, () -> Telemetry.awaitFollowing(server));
        telemetry = new Telemetry(server, tools);
        telemetry.countsEqual(driver.traffic());
        telemetry.clientCountsEqual(driver.traffic().fromServer());
        family.works("calls, errors");
        if (family.hasSessions()) {
          telemetry.activeSessions(1);
        }
        telemetry.nothingInFlight();
        nothingIsCountedTwice(family, telemetry);
        healthNamesTheTools(family, server);
        statementsBelongToTheirTools(family, telemetry);
        sizesAreKnown(family, telemetry);
        if (tools.contains(BLOCKING)) {
          toolsBlockWhereTheyMay(family, telemetry);
        }
        aCancelledCallIsCountedOnce(family, driver, telemetry);
      }
      theEndOfTheSessionIsCounted(family, telemetry);
      if (!family.isStdio()) { // there the process ends with its client
        telemetry.noTroubleInTheAgent();
        assertThat(missing(server, family.probe())).isEmpty();
      }
      return true;
    }
  }

  /** The probe for servers by hand has seen the same bytes. */
  private static void nothingIsCountedTwice(Family family, Telemetry telemetry) {
    if (family.isStdio()) {
      telemetry.isNotNeeded("mcp.wire.stdio");
    } else if (family.probe().equals("mcp.quarkus")) { // on Netty, unlike Ktor's own engine
      telemetry.isNotNeeded("mcp.wire.netty");
    }
  }

  private static void healthNamesTheTools(Family family, AgentJvm server) {
    JsonObject health = JsonHttp.get(server.agentUrl("/health")).json();
    assertThat(health.getAsJsonObject("tools").keySet()).contains("echo", "fail", "slow");
    assertThat(health.get("service").getAsString()).isEqualTo(family.server());
    family.works("names");
  }

  private static void statementsBelongToTheirTools(Family family, Telemetry telemetry) {
    if (family.is(Trait.QUERIES)) {
      String metric = "mcp_tool_database_statements_total";
      for (String tool : List.of("query", "query_later")) {
        Scrape scrape = telemetry.scrapeUntil(s -> s.sum(metric, "tool", tool) == 1);
        assertThat(scrape.sum(metric, "tool", tool)).as(tool).isEqualTo(1);
      }
      family.works("statements");
    }
  }

  private static void sizesAreKnown(Family family, Telemetry telemetry) {
    if (family.is(Trait.SIZES)) {
      Scrape scrape = telemetry.scrape();
      double echoes = scrape.sum("mcp_requests_total", "tool", "echo");
      assertThat(scrape.sum("mcp_response_size_bytes_count", "tool", "echo")).isEqualTo(echoes);
      assertThat(scrape.sum("mcp_request_size_bytes_count", "tool", "echo")).isEqualTo(echoes);
      family.works("sizes");
    }
  }

  /** It fails on another thread than it has asked for. */
  private static void toolsBlockWhereTheyMay(Family family, Telemetry telemetry) {
    Scrape scrape = telemetry.scrape();
    assertThat(scrape.sum("mcp_requests_total", "tool", BLOCKING, "status", "success"))
        .isEqualTo(1);
    assertThat(scrape.sum("mcp_requests_total", "tool", BLOCKING)).isEqualTo(1);
    family.works("blocking");
  }

  private static void aCancelledCallIsCountedOnce(
      Family family, SdkDriver driver, Telemetry telemetry) {
    if (family.is(Trait.CANCELS)) {
      driver.cancelledCall("slow", Map.of("ms", 300));
      driver.text("echo", Map.of("text", "and on"));
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "slow") == 2);
      family.requireAnswers(driver.traffic(), "slow");
      assertThat(scrape.sum("mcp_requests_total", "tool", "slow")).isEqualTo(2);
      telemetry.nothingInFlight();
      family.works("cancellation");
    }
  }

  private static void theEndOfTheSessionIsCounted(Family family, Telemetry telemetry) {
    if (!family.isStdio() && family.hasSessions() && family.is(Trait.NOTICES_THE_END)) {
      telemetry.closedSessions(1);
      telemetry.activeSessions(0);
      family.works("session end");
    }
  }

  @ParameterizedTest
  @MethodSource("compared")
  void theAnswersAreThoseWithoutTheAgent(Family family) {
    CompletableFuture<List<String>> without = supplyAsync(() -> answers(family, false));
    assertThat(answers(family, true)).isEqualTo(without.join());
    family.works("same answers");
  }

  /** Whatever the order of members in them, and of lists where it is never the same. */
  private static List<String> answers(Family family, boolean agent) {
    return family.again(() -> answersOnce(family, agent));
  }

  private static List<String> answersOnce(Family family, boolean agent) {
    try (AgentJvm server =
            agent ? family.start(true, "traces=on", "capture=values") : family.start(false);
        SdkDriver driver = family.connect(server)) {
      Set<String> tools = run(family, driver, () -> {});
      if (agent) {
        new Telemetry(server, tools).noTroubleInTheAgent();
      }
      boolean inOrder = family.keepsOrder();
      return driver.traffic().answers().stream()
          .map(answer -> sorted(answer, inOrder))
          .sorted()
          .toList();
    }
  }

  private static String sorted(String answer, boolean inOrder) {
    int json = answer.indexOf('{');
    return json < 0
        ? answer
        : answer.substring(0, json)
            + members(JsonParser.parseString(answer.substring(json)), inOrder);
  }

  private static Object members(JsonElement element, boolean inOrder) {
    if (element instanceof JsonObject object) {
      Map<String, Object> members = new TreeMap<>();
      object
          .entrySet()
          .forEach(member -> members.put(member.getKey(), members(member.getValue(), inOrder)));
      return members;
    }
    if (element instanceof JsonArray array) {
      Stream<Object> elements = array.asList().stream().map(each -> members(each, inOrder));
      return (inOrder ? elements : elements.sorted(Comparator.comparing(Object::toString)))
          .toList();
    }
    return element.toString();
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
  @MethodSource("sameBytes")
  void stdoutIsTheSameByteForByte(Family family) {
    CompletableFuture<String> without = supplyAsync(() -> stdout(family, false));
    assertThat(stdout(family, true)).isEqualTo(without.join());
    family.works("same stdout");
  }

  private static String stdout(Family family, boolean agent) {
    return family.again(() -> stdoutOnce(family, agent));
  }

  private static String stdoutOnce(Family family, boolean agent) {
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
    try (AgentJvm server =
        agent ? family.start(true, "traces=on", "capture=values") : family.start(false)) {
      script.run(server);
      server.closeStdin();
      Wait.until(server::isAlive, alive -> !alive, AgentJvm.PATIENCE);
      return new String(server.stdoutBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
