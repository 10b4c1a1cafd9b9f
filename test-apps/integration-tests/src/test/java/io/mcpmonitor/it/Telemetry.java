package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Traffic;
import io.mcpmonitor.harness.Traffic.Call;
import io.mcpmonitor.harness.Wait;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares what the agent tells with what went over the wire. */
final class Telemetry {
  static final String OTHER = "_other";

  private static final Set<String> METHODS =
      Set.of(
          "initialize",
          "ping",
          "tools/list",
          "tools/call",
          "prompts/list",
          "prompts/get",
          "resources/list",
          "resources/read",
          "resources/templates/list",
          "completion/complete",
          "logging/setLevel");

  private final AgentJvm server;
  private final Set<String> tools;

  /**
   * @param tools the names that the server registered
   */
  Telemetry(AgentJvm server, Set<String> tools) {
    this.server = server;
    this.tools = tools;
  }

  Scrape scrape() {
    return Scrape.of(server.agentUrl("/metrics"));
  }

  /** Scrapes until the condition holds: recording is allowed to trail the answer a little. */
  Scrape scrapeUntil(Predicate<Scrape> settled) {
    return Wait.until(this::scrape, settled, AgentJvm.PATIENCE);
  }

  /**
   * Waits until work is followed from thread to thread, which begins a moment after the first
   * statement: without traces nothing else needs it.
   */
  static void awaitFollowing(AgentJvm server) {
    Wait.until(
        () -> JsonHttp.get(server.agentUrl("/probes")).body(),
        probes ->
            JsonParser.parseString(probes).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(probe -> probe.get("id").getAsString().equals("executors"))
                .anyMatch(probe -> probe.get("status").getAsString().equals("active")),
        AgentJvm.PATIENCE);
  }

  void countsEqual(Traffic traffic) {
    countsEqual(traffic.calls());
  }

  /**
   * The same for a part of the traffic.
   *
   * @param calls how often each was answered
   */
  void countsEqual(Map<Call, Integer> calls) {
    Map<Call, Double> expected = new TreeMap<>();
    calls.forEach((call, count) -> expected.merge(asLabels(call), 0.0 + count, Double::sum));
    double total = expected.values().stream().mapToDouble(Double::doubleValue).sum();

    Scrape scrape = scrapeUntil(s -> s.sum("mcp_requests_total") >= total);

    Map<Call, Double> counted = new TreeMap<>();
    for (Scrape.Sample sample : scrape.named("mcp_requests_total")) {
      String method = sample.labels().getOrDefault("method", "");
      // Which name the others carry in this label is not this test's business.
      String tool = method.equals("tools/call") ? sample.labels().getOrDefault("tool", "") : "";
      String status = sample.labels().getOrDefault("status", "");
      if (!method.startsWith("notifications/")) {
        Call unanswered = new Call(method, tool, Traffic.UNANSWERED);
        // The client saw a bare HTTP 500: whose fault it was stands only in the server.
        Call call = expected.containsKey(unanswered) ? unanswered : new Call(method, tool, status);
        counted.merge(call, sample.value(), Double::sum);
      }
    }
    assertThat(counted).isEqualTo(expected);
  }

  private Call asLabels(Call call) {
    String method = METHODS.contains(call.method()) ? call.method() : OTHER;
    String tool = call.tool().isEmpty() || tools.contains(call.tool()) ? call.tool() : OTHER;
    return new Call(method, tool, call.status());
  }

  /** The requests that the server itself sent are counted as a client's operations. */
  void clientCountsEqual(Map<String, Integer> requests) {
    Map<String, Double> expected = new TreeMap<>();
    requests.forEach((method, count) -> expected.put(method, 0.0 + count));
    Scrape scrape = scrapeUntil(s -> clientCounts(s).equals(expected));
    assertThat(clientCounts(scrape)).isEqualTo(expected);
  }

  private static Map<String, Double> clientCounts(Scrape scrape) {
    Map<String, Double> counted = new TreeMap<>();
    for (Scrape.Sample sample : scrape.named("mcp_client_operation_duration_seconds_count")) {
      String method = sample.labels().getOrDefault("mcp_method_name", "");
      if (!method.startsWith("notifications/")) {
        counted.merge(method, sample.value(), Double::sum);
      }
    }
    return counted;
  }

  void activeSessions(int count) {
    Scrape scrape = scrapeUntil(s -> s.sum("mcp_server_sessions_active") == count);
    assertThat(scrape.named("mcp_server_sessions_active")).isNotEmpty();
    assertThat(scrape.sum("mcp_server_sessions_active")).isEqualTo(count);
  }

  void closedSessions(int count) {
    String name = "mcp_server_session_duration_seconds_count";
    assertThat(scrapeUntil(s -> s.sum(name) >= count).sum(name)).isEqualTo(count);
  }

  void nothingInFlight() {
    Scrape scrape = scrapeUntil(s -> s.sum("mcp_requests_in_flight") == 0);
    assertThat(scrape.sum("mcp_requests_in_flight")).isZero();
  }

  /** What {@code /probes} says of a probe. */
  JsonObject probe(String id) {
    String probes = JsonHttp.get(server.agentUrl("/probes")).body();
    for (JsonElement each : JsonParser.parseString(probes).getAsJsonArray()) {
      if (each.getAsJsonObject().get("id").getAsString().equals(id)) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError("no probe " + id);
  }

  /** The library's own probe sees the calls: what would see them once more has stopped. */
  void isNotNeeded(String probe) {
    JsonObject status =
        Wait.until(
            () -> probe(probe),
            p -> p.get("status").getAsString().equals("not_needed"),
            AgentJvm.PATIENCE);
    assertThat(status.get("status").getAsString()).isEqualTo("not_needed");
    assertThat(status.get("reason").getAsString()).startsWith("the probe of its library");
    assertThat(status.get("hooked_methods").getAsJsonArray()).isNotEmpty();
    assertThat(status.get("notes").getAsJsonArray()).isEmpty();
  }

  /** The agent works, and misses nothing of what this server has. */
  void noTroubleInTheAgent() {
    noFailures();
    assertThat(JsonHttp.get(server.agentUrl("/probes")).body())
        .contains("\"gaps\": []")
        .doesNotContainPattern("\"gaps\": \\[\\s*\"");
  }

  void noFailures() {
    assertThat(scrape().sum("mcp_monitor_hook_failures_total")).isZero();
    assertThat(server.agentLines())
        .noneMatch(line -> line.contains("warning") || line.contains("Exception"));
  }
}
