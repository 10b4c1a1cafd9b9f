package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SpanReceiver;
import io.mcpmonitor.harness.SpanReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client on LangChain4j, and the Kotlin server that it asks: both with the agent. */
@ExtendWith(MatrixTable.class)
class LangChainClientIT {
  private static final String COUNT = "mcp_client_operation_duration_seconds_count";
  private static final Pattern DONE = Pattern.compile("^(done)$");

  record Client(String version, String transport, Jdk jdk) {}

  static List<Client> clients() {
    List<Client> clients = new ArrayList<>();
    for (int jdk : Matrix.WHOLE ? new int[] {17, 25} : new int[] {17}) {
      if (Matrix.WHOLE) {
        clients.add(new Client("1.0", "stdio", Jdks.require(jdk)));
        clients.add(new Client("1.18", "stdio", Jdks.require(jdk)));
      }
      clients.add(new Client("1.18", "streamable", Jdks.require(jdk)));
    }
    return clients;
  }

  private static JvmBuilder traced(JvmBuilder jvm, SpanReceiver receiver) {
    return jvm.withAgent("otlp.endpoint=" + receiver.endpoint())
        .env("OTEL_BSP_SCHEDULE_DELAY", "200");
  }

  private static JvmBuilder server(Jdk jdk, String transport) {
    return AgentJvm.on(jdk)
        .main(Families.classPath("kotlin-server", "0.16"), "com.example.kotlin.MainKt")
        .args("--transport", transport);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void itsCallsAreCountedAndContinueInTheServer(Client client) {
    JvmBuilder jvm =
        AgentJvm.on(client.jdk())
            .main(
                Families.classPath("langchain4j-client", client.version()),
                "com.example.langchain.Main");
    try (SpanReceiver receiver = new SpanReceiver()) {
      if (client.transport().equals("stdio")) {
        String java = client.jdk().java().toString();
        String agent =
            "-javaagent:" + AgentJar.path() + "=http.port=0,otlp.endpoint=" + receiver.endpoint();
        String quiet = "-Dkotlin-logging.logStartupMessage=false"; // 1.0 dies of what is no JSON
        jvm.args(java, agent, quiet, "-cp", Families.classPath("kotlin-server", "0.16"))
            .args("com.example.kotlin.MainKt", "--transport", "stdio");
        try (AgentJvm running = traced(jvm, receiver).start()) {
          check(client, running, receiver);
        }
      } else {
        try (AgentJvm server = traced(server(client.jdk(), "streamable"), receiver).start();
            AgentJvm running = traced(jvm.args(server.serverUrl() + "/mcp"), receiver).start()) {
          check(client, running, receiver);
          new Telemetry(server, Set.of()).noTroubleInTheAgent();
        }
      }
    }
  }

  private static void check(Client client, AgentJvm running, SpanReceiver receiver) {
    assertThat(running.awaitStderr(DONE, AgentJvm.PATIENCE)).as(running.story()).isPresent();
    Telemetry telemetry = new Telemetry(running, Set.of("echo", "fail", "slow"));
    Scrape scrape = telemetry.scrapeUntil(s -> s.sum(COUNT, "gen_ai_tool_name", "slow") == 1);
    assertThat(scrape.sum(COUNT, "mcp_method_name", "initialize")).isEqualTo(1);
    assertThat(scrape.sum(COUNT, "mcp_method_name", "tools/list")).isEqualTo(1);
    assertThat(scrape.sum(COUNT, "gen_ai_tool_name", "echo")).isEqualTo(2);
    assertThat(scrape.sum(COUNT, "gen_ai_tool_name", "fail", "error_type", "tool_error"))
        .isEqualTo(1);
    assertThat(scrape.sum(COUNT, "gen_ai_tool_name", "_other")).isEqualTo(1);
    assertThat(
            scrape.sum(
                COUNT,
                "gen_ai_tool_name",
                "slow",
                "error_type",
                "java.util.concurrent.TimeoutException"))
        .isEqualTo(1);
    telemetry.noTroubleInTheAgent();
    MatrixTable.works(
        "LangChain4j client",
        client.version(),
        client.transport(),
        client.jdk().toString(),
        "calls, errors",
        "names",
        "cancellation");

    List<Received> echoes =
        receiver.await(
            4, span -> span.span().getName().equals("tools/call echo"), AgentJvm.PATIENCE);
    for (Received asked : echoes) {
      if (asked.span().getKind() == SpanKind.SPAN_KIND_CLIENT) {
        assertThat(echoes)
            .filteredOn(span -> span.parentId().equals(asked.spanId()))
            .hasSize(1)
            .allMatch(span -> span.span().getKind() == SpanKind.SPAN_KIND_SERVER)
            .allMatch(span -> span.traceId().equals(asked.traceId()));
      }
    }
    MatrixTable.works(
        "LangChain4j client",
        client.version(),
        client.transport(),
        client.jdk().toString(),
        "traces");
  }
}
