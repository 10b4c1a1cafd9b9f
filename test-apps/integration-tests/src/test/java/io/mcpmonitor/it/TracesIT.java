package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.SpanReceiver;
import io.mcpmonitor.harness.SpanReceiver.Received;
import io.mcpmonitor.harness.StdioScript;
import io.mcpmonitor.harness.TracePicture;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls and what they cause become one trace, whoever makes the thread or the HTTP request. */
class TracesIT {
  private static final List<String> CLIENTS =
      List.of("jdk", "jdk-async", "urlconnection", "okhttp", "apache", "spring");
  private static final List<String> WAYS =
      List.of(
          "inline",
          "executor",
          "execute",
          "scheduled",
          "forkjoin",
          "completable",
          "stage",
          "virtual",
          "spring-async",
          "spring-pool",
          "reactor");
  private static final Set<String> TOOLS = Set.of("fetch", "ask", "slow", "fail");

  static List<Jdk> jdks() {
    return List.of(Jdks.require(17), Jdks.require(25));
  }

  private static AgentJvm server(Jdk jdk, SpanReceiver receiver, String... args) {
    return agent(Apps.fetchServer(jdk, args), receiver).start();
  }

  private static JvmBuilder agent(JvmBuilder jvm, SpanReceiver receiver) {
    return jvm.withAgent("otlp.endpoint=" + receiver.endpoint())
        .env("OTEL_BSP_SCHEDULE_DELAY", "200");
  }

  private static boolean named(Received span, String name) {
    return span.span().getName().equals(name);
  }

  private static Map<String, Object> fetch(String client, String way, String url) {
    return Map.of("client", client, "way", way, "url", url);
  }

  private static void warmUp(SdkDriver driver, AgentJvm server, Pages pages) {
    driver.initialize();
    driver.text("fetch", fetch("jdk", "inline", pages.url("/warm-up")));
    server.agentUrl("/"); // the recorders are there, and with them the hooks on executors
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyClientOnEveryThreadBelongsToItsToolCall(Jdk jdk) {
    try (SpanReceiver receiver = new SpanReceiver();
        Pages pages = new Pages();
        AgentJvm server = server(jdk, receiver, "--http", "0");
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      warmUp(driver, server, pages);
      List<String> paths = new ArrayList<>();
      for (String way : WAYS) {
        paths.add("/" + way);
        assertThat(driver.text("fetch", fetch("jdk", way, pages.url("/" + way))))
            .isEqualTo("status 200");
      }
      for (String client : CLIENTS) {
        paths.add("/with/" + client);
        assertThat(driver.text("fetch", fetch(client, "executor", pages.url("/with/" + client))))
            .isEqualTo("status 200");
        paths.add("/missing/" + client);
        driver.text("fetch", fetch(client, "inline", pages.url("/missing/" + client)));
      }
      for (String path : paths) {
        assertThat(pages.traceparent(path)).as(path).startsWith("00-").endsWith("-01");
        Received http =
            receiver
                .await(
                    1,
                    s -> pages.url(path).equals(s.attributes().get("url.full")),
                    AgentJvm.PATIENCE)
                .get(0);
        assertThat(pages.traceparent(path))
            .isEqualTo("00-" + http.traceId() + "-" + http.spanId() + "-01");
        Received tool = parentOf(http, receiver);
        assertThat(tool.span().getName()).as(path).isEqualTo("tools/call fetch");
        assertThat(tool.traceId()).isEqualTo(http.traceId());
        boolean missing = path.startsWith("/missing");
        assertThat(http.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(http.attributes())
            .containsEntry("http.request.method", "GET")
            .containsEntry("http.response.status_code", missing ? 404L : 200L)
            .containsEntry("server.address", "127.0.0.1");
        assertThat(http.span().getStatus().getCode())
            .isEqualTo(missing ? StatusCode.STATUS_CODE_ERROR : StatusCode.STATUS_CODE_UNSET);
      }
      assertThat(receiver.problems()).isEmpty();
      String openMetrics =
          JsonHttp.get(server.agentUrl("/metrics"), "Accept", "application/openmetrics-text")
              .body();
      List<String> toolCalls =
          receiver.spans().stream()
              .filter(s -> named(s, "tools/call fetch"))
              .map(Received::traceId)
              .toList();
      assertThat(openMetrics.lines().filter(l -> l.contains("gen_ai_tool_name=\"fetch\"")))
          .as("an exemplar names the trace of a call")
          .anyMatch(l -> toolCalls.stream().anyMatch(id -> l.contains("trace_id=\"" + id)));
      new Telemetry(server, TOOLS).noTroubleInTheAgent();
    }
  }

  private static Received parentOf(Received child, SpanReceiver receiver) {
    return receiver.await(1, s -> s.spanId().equals(child.parentId()), AgentJvm.PATIENCE).get(0);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anAsynchronousHandlerMayHopBetweenThreads(Jdk jdk) {
    try (SpanReceiver receiver = new SpanReceiver();
        Pages pages = new Pages();
        AgentJvm server = server(jdk, receiver, "--http", "0", "--async");
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      warmUp(driver, server, pages);
      driver.text("fetch", fetch("jdk", "inline", pages.url("/hopped")));
      Received http =
          receiver
              .await(
                  1,
                  s -> pages.url("/hopped").equals(s.attributes().get("url.full")),
                  AgentJvm.PATIENCE)
              .get(0);
      assertThat(parentOf(http, receiver).span().getName()).isEqualTo("tools/call fetch");
      new Telemetry(server, TOOLS).noTroubleInTheAgent();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void fromServerToServerIsOneTree(Jdk jdk) throws IOException {
    try (SpanReceiver receiver = new SpanReceiver();
        Pages pages = new Pages();
        AgentJvm back = server(jdk, receiver, "--http", "0");
        AgentJvm front =
            agent(Apps.fetchServer(jdk, "--http", "0").env("OTEL_SERVICE_NAME", "front"), receiver)
                .start();
        SdkDriver driver = SdkDriver.streamable(front.serverUrl())) {
      String other = "http://" + back.serverUrl().getAuthority();
      driver.initialize();
      assertThat(driver.text("ask", Map.of("server", other, "url", pages.url("/far"))))
          .isEqualTo("status 200");
      Received page =
          receiver
              .await(
                  1,
                  s -> pages.url("/far").equals(s.attributes().get("url.full")),
                  AgentJvm.PATIENCE)
              .get(0);
      Received served = parentOf(page, receiver);
      assertThat(served.span().getName()).isEqualTo("tools/call fetch");
      assertThat(served.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
      Received asked = parentOf(served, receiver);
      assertThat(asked.span().getName()).isEqualTo("tools/call fetch");
      assertThat(asked.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
      Received ask = parentOf(asked, receiver);
      assertThat(ask.span().getName()).isEqualTo("tools/call ask");
      assertThat(ask.parentId()).isEmpty();
      assertThat(List.of(page, served, asked, ask))
          .extracting(Received::traceId)
          .containsOnly(ask.traceId());
      // the HTTP request that carried the message is in the same trace, and linked
      assertThat(served.span().getLinksCount()).isEqualTo(1);
      assertThat(served.attributes())
          .containsEntry("client.address", "127.0.0.1")
          .containsEntry("network.protocol.version", "1.1")
          .containsKey("client.port");
      new Telemetry(front, TOOLS).noTroubleInTheAgent();
      new Telemetry(back, TOOLS).noTroubleInTheAgent();
      if (Boolean.getBoolean("updatePictures")) {
        Files.writeString(
            AgentJar.projectRoot().resolve("docs/images/trace.svg"),
            TracePicture.of(ask.traceId(), receiver.spans()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theCallersTraceIsContinuedAndErrorsAreThoseOfTheConventions(Jdk jdk) {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String meta =
        "\"_meta\":{\"traceparent\":\"00-" + trace + "-b7ad6b7169203331-01\",\"progressToken\":7}";
    StdioScript script =
        StdioScript.handshake("2025-11-25")
            .request("tools/list", "{}")
            .request("tools/call", "{\"name\":\"slow\",\"arguments\":{}," + meta + "}")
            .callTool("fail", "{\"who\":\"joe\"}")
            .callTool("no_such_tool_at_all", "{}")
            .request("no/such/method", "{}");
    try (SpanReceiver receiver = new SpanReceiver();
        AgentJvm server = server(jdk, receiver, "--stdio")) {
      script.run(server);
      server.closeStdin();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isZero();
      Received slow = receiver.await(1, s -> named(s, "tools/call slow"), AgentJvm.PATIENCE).get(0);
      assertThat(slow.traceId()).isEqualTo(trace);
      assertThat(slow.parentId()).isEqualTo("b7ad6b7169203331");
      assertThat(slow.service()).isEqualTo("fetch-server");
      assertThat(slow.attributes())
          .containsEntry("mcp.method.name", "tools/call")
          .containsEntry("gen_ai.tool.name", "slow")
          .containsEntry("gen_ai.operation.name", "execute_tool")
          .containsEntry("mcp.protocol.version", "2025-11-25")
          .containsEntry("network.transport", "pipe")
          .containsEntry("jsonrpc.request.id", "3")
          .containsKey("mcp.session.id")
          .doesNotContainKeys("error.type", "gen_ai.tool.call.arguments");
      assertThat(slow.span().getEventsList()).hasSize(3);
      assertThat(receiver.spans().stream().filter(s -> named(s, "notifications/progress")))
          .hasSize(3)
          .allMatch(s -> s.parentId().equals(slow.spanId()));

      Received fail = receiver.await(1, s -> named(s, "tools/call fail"), AgentJvm.PATIENCE).get(0);
      assertThat(fail.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
      assertThat(fail.attributes()).containsKey("error.type");
      assertThat(fail.toString()).doesNotContain("joe");

      Received unknownTool =
          receiver
              .await(
                  1,
                  s -> "no_such_tool_at_all".equals(s.attributes().get("gen_ai.tool.name")),
                  AgentJvm.PATIENCE)
              .get(0);
      assertThat(unknownTool.span().getName()).isEqualTo("tools/call");
      assertThat(unknownTool.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
      assertThat(unknownTool.attributes())
          .containsEntry("rpc.response.status_code", "-32602")
          .doesNotContainKey("error.type");
      assertThat(receiver.problems()).isEmpty();
    }
  }

  /** Its HTTP spans around our MCP span: one trace, no span twice, nothing of our export in it. */
  @ParameterizedTest
  @CsvSource({"17, true", "17, false", "25, true", "25, false"})
  void withTheOpenTelemetryAgentCallsArePartOfItsTraces(int jdk, boolean oursFirst) {
    String other =
        "-javaagent:"
            + AgentJar.projectRoot()
                .resolve("test-apps/integration-tests/target/other-agents")
                .resolve("opentelemetry-javaagent.jar");
    try (SpanReceiver receiver = new SpanReceiver();
        Pages pages = new Pages()) {
      JvmBuilder jvm =
          Apps.fetchServer(Jdks.require(jdk), "--http", "0")
              .withAgent()
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
              .env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
              .env("OTEL_LOGS_EXPORTER", "none")
              .env("OTEL_METRIC_EXPORT_INTERVAL", "500")
              .env("OTEL_BSP_SCHEDULE_DELAY", "200");
      try (AgentJvm server = (oursFirst ? jvm.jvmArgs(other) : jvm.jvmArgsFirst(other)).start();
          SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
        driver.initialize();
        driver.text("fetch", fetch("jdk", "executor", pages.url("/both")));
        Received http =
            receiver
                .await(
                    1,
                    s -> pages.url("/both").equals(s.attributes().get("url.full")),
                    AgentJvm.PATIENCE)
                .get(0);
        Received tool = parentOf(http, receiver);
        assertThat(tool.span().getName()).isEqualTo("tools/call fetch");
        assertThat(tool.attributes())
            .containsEntry("mcp.method.name", "tools/call")
            .containsEntry("gen_ai.tool.name", "fetch")
            .containsEntry("network.transport", "tcp");
        Received request = parentOf(tool, receiver);
        assertThat(request.span().getName()).startsWith("POST");
        assertThat(List.of(http, tool, request))
            .extracting(Received::traceId)
            .containsOnly(tool.traceId());
        assertThat(pages.traceparent("/both")).contains(http.spanId());
        assertThat(receiver.spans().stream().filter(s -> named(s, "tools/call fetch"))).hasSize(1);
        assertThat(receiver.spans())
            .noneMatch(s -> String.valueOf(s.attributes().get("url.full")).contains("/v1/"));
        new Telemetry(server, TOOLS).noTroubleInTheAgent();
      }
    }
  }

  @Test
  void valuesAreCapturedOnRequestAndSecretsAreNot() {
    try (SpanReceiver receiver = new SpanReceiver();
        AgentJvm server =
            Apps.fetchServer(Jdks.require(17), "--http", "0")
                .withAgent("otlp.endpoint=" + receiver.endpoint(), "capture=values")
                .env("OTEL_BSP_SCHEDULE_DELAY", "200")
                .start();
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      driver.initialize();
      driver.text("slow", Map.of("who", "joe", "password", "geheim"));
      Received slow =
          receiver
              .await(
                  1,
                  s ->
                      named(s, "tools/call slow")
                          && s.span().getKind() == SpanKind.SPAN_KIND_SERVER,
                  AgentJvm.PATIENCE)
              .get(0);
      assertThat(String.valueOf(slow.attributes().get("gen_ai.tool.call.arguments")))
          .contains("\"who\":\"joe\"", "\"password\":\"REDACTED\"")
          .doesNotContain("geheim");
      assertThat(String.valueOf(slow.attributes().get("gen_ai.tool.call.result"))).contains("done");
    }
  }

  @Test
  void logsOfTheHandlerCarryTheIdsOfItsSpan() {
    try (SpanReceiver receiver = new SpanReceiver();
        Pages pages = new Pages();
        AgentJvm server = server(Jdks.require(17), receiver, "--http", "0");
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      warmUp(driver, server, pages);
      driver.text("fetch", fetch("jdk", "executor", pages.url("/logged")));
      Received http =
          receiver
              .await(
                  1,
                  s -> pages.url("/logged").equals(s.attributes().get("url.full")),
                  AgentJvm.PATIENCE)
              .get(0);
      assertThat(server.stderr())
          .contains(
              "[trace=" + http.traceId() + " span=" + http.parentId() + "] FetchTools fetching");
    }
  }
}
