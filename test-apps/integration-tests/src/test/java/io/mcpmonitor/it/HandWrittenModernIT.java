package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that use no MCP library and speak 2026-07-28: no session, no {@code initialize}, and
 * every request says who asks. In all the ways in which bodies travel.
 */
class HandWrittenModernIT {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"modern\",\"version\":\"7\"},"
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  /** The probe for Netty does not see HTTP/2, to which Vert.x would change. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private int lastId;

  static List<HandWritten> servers() {
    return HandWritten.modern();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyRequestIsCounted(HandWritten kind) throws Exception {
    List<String> without;
    try (AgentJvm server = kind.builder().start()) {
      without = run(server.serverUrl());
    }
    lastId = 0;
    try (AgentJvm server = kind.builder().withAgent().start()) {
      assertThat(run(server.serverUrl())).isEqualTo(without);

      Telemetry telemetry = new Telemetry(server, HandWritten.TOOLS);
      Map<String, Double> expected =
          new TreeMap<>(
              Map.of(
                  "server/discover  success", 1.0,
                  "tools/list  success", 1.0,
                  "tools/call echo success", 5.0,
                  "tools/call ask_client success", 2.0,
                  "tools/call fail error", 1.0,
                  "tools/call throw error", 1.0,
                  "tools/call _other success", 1.0));
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum("mcp_requests_total") >= 12);
      assertThat(requests(scrape)).isEqualTo(expected);
      assertThat(
              scrape.sum(
                  "mcp_server_operation_duration_seconds_count",
                  "mcp_protocol_version",
                  "2026-07-28"))
          .isEqualTo(12);
      assertThat(scrape.sum("mcp_response_size_bytes_sum", "tool", "echo")).isGreaterThan(5_000);
      telemetry.activeSessions(0);
      JsonObject health = JsonHttp.get(server.agentUrl("/health")).json();
      assertThat(health.get("service").getAsString()).isEqualTo(kind.name());
      subscribe(server, telemetry);
      assertThat(requests(telemetry.scrape())).isEqualTo(expected);
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
      assertThat(telemetry.probe(kind.probe()).get("status").getAsString()).isEqualTo("active");
    }
  }

  private List<String> run(URI server) throws IOException, InterruptedException {
    URI mcp = server.resolve("/mcp");
    List<String> answers = new ArrayList<>();
    answers.add(post(server.resolve("/orders"), "{\"jsonrpc\":\"2.0\",\"method\":\"buy\"}"));
    answers.add(post(mcp, request("server/discover", "")));
    answers.add(post(mcp, request("tools/list", "")));
    answers.add(post(mcp, call("echo", "\"arguments\":{\"text\":\"plain\"}")));
    String large = call("echo", "\"arguments\":{\"text\":\"" + "\u00e9".repeat(3_000) + "\"}");
    answers.add(send(mcp, inPieces(large)));
    answers.add(compressed(mcp, call("echo", "\"arguments\":{\"text\":\"compressed\"}")));
    answers.add(post(mcp, call("ask_client", "\"arguments\":{}")));
    answers.add(
        post(
            mcp,
            call(
                "ask_client",
                "\"arguments\":{},\"requestState\":\"asked\",\"inputResponses\":"
                    + "{\"sample\":{\"role\":\"assistant\",\"content\":\"yes\"}}")));
    answers.add(post(mcp, call("fail", "\"arguments\":{}")));
    answers.add(post(mcp, call("throw", "\"arguments\":{}")));
    answers.add(post(mcp, call("no_such_tool", "\"arguments\":{}")));
    String old =
        "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"echo\",\"arguments\":{\"text\":\"of several\"}}}";
    answers.add(post(mcp, "[" + old.formatted("a") + ", " + old.formatted("b") + "]"));
    answers.add(post(server.resolve("/orders"), "{\"cups\":2}"));
    return answers;
  }

  private String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s%s}}"
        .formatted(++lastId, method, params.isEmpty() ? "" : params + ",", META);
  }

  private String call(String tool, String params) {
    return request("tools/call", "\"name\":\"" + tool + "\"," + params);
  }

  private String post(URI uri, String body) throws IOException, InterruptedException {
    return send(uri, BodyPublishers.ofString(body));
  }

  /** Without a length, and in chunks that end in the middle of a character. */
  private static BodyPublisher inPieces(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 301) {
      pieces.add(Arrays.copyOfRange(bytes, at, Math.min(at + 301, bytes.length)));
    }
    return BodyPublishers.ofByteArrays(pieces);
  }

  private String send(URI uri, BodyPublisher body) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(of(uri, body).build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  /** Some of the servers do as the client likes. */
  private String compressed(URI uri, String body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            of(uri, BodyPublishers.ofString(body)).header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    return response.statusCode()
        + " "
        + response.headers().firstValue("Content-Encoding").orElse("plain");
  }

  private static HttpRequest.Builder of(URI uri, BodyPublisher body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .header("Mcp-Protocol-Version", "2026-07-28")
        .POST(body);
  }

  /** A subscription is open for as long as somebody listens, and is no work in flight. */
  private void subscribe(AgentJvm server, Telemetry telemetry) throws Exception {
    HttpRequest listen =
        of(
                server.serverUrl().resolve("/mcp"),
                BodyPublishers.ofString(
                    request(
                        "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}")))
            .build();
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(
                client.send(listen, BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8))) {
      assertThat(events.readLine()).contains("subscriptions/acknowledged");
      String calls = Wait.until(() -> calls(server), c -> c.contains("listen"), AgentJvm.PATIENCE);
      assertThat(calls).contains("subscriptions/listen").contains("\"modern\"");
      telemetry.nothingInFlight();
    }
    String after = Wait.until(() -> calls(server), c -> !c.contains("listen"), AgentJvm.PATIENCE);
    assertThat(after).doesNotContain("listen");
  }

  private static String calls(AgentJvm server) {
    return JsonHttp.get(server.agentUrl("/calls")).body();
  }

  private static Map<String, Double> requests(Scrape scrape) {
    Map<String, Double> counted = new TreeMap<>();
    for (Scrape.Sample sample : scrape.named("mcp_requests_total")) {
      String method = sample.labels().getOrDefault("method", "");
      if (!method.startsWith("notifications/")) {
        counted.merge(
            method
                + " "
                + sample.labels().getOrDefault("tool", "")
                + " "
                + sample.labels().getOrDefault("status", ""),
            sample.value(),
            Double::sum);
      }
    }
    return counted;
  }
}
