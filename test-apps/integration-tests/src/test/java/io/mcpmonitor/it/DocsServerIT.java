package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.StdioScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server as people run it, over both of its transports. */
class DocsServerIT {
  private static final Set<String> TOOLS =
      Set.of("search_docs", "read_doc", "ask_sql", "reindex", "summarize_docs");

  static List<Jdk> jdks() {
    return List.of(Jdks.require(17), Jdks.require(25));
  }

  private static void use(SdkDriver driver) {
    driver.initialize();
    driver.client().listTools();
    driver.client().listPrompts();
    driver.client().listResources();
    driver.text("search_docs", Map.of("query", "noisy lamp"));
    driver.text("read_doc", Map.of("path", "guide/rules.md"));
    driver.text("read_doc", Map.of("path", "no/such/document.md"));
    driver.text("ask_sql", Map.of("sql", "SELECT path, word_count FROM documents ORDER BY 1"));
    driver.text("ask_sql", Map.of("sql", "SELECT nonsense FROM nowhere"));
    driver.text("search_docs", Map.of());
    driver.text("summarize_docs", Map.of());
    driver.raw("resources/read", Map.of("uri", "docs://outline/guide/rules.md"));
    driver.raw("resources/read", Map.of("uri", "docs://no/such/resource/anywhere"));
    driver.raw("prompts/get", Map.of("name", "explain_topic", "arguments", Map.of("topic", "x")));
    driver.expectError("no_such_tool", Map.of());
    driver.concurrently(4, 5, "search_docs", Map.of("query", "schedule"));
  }

  private static List<String> answers(Jdk jdk, boolean agent) {
    try (AgentJvm server =
            Apps.docsServer(jdk, "--http", "0").asPeopleStartIt().agent(agent).start();
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      use(driver);
      return driver.traffic().answers();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theServerDoesTheSameWithoutTheAgentEveryTime(Jdk jdk) {
    assertThat(answers(jdk, false)).isEqualTo(answers(jdk, false));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theClientSeesTheSameAnswers(Jdk jdk) {
    assertThat(answers(jdk, true)).isEqualTo(answers(jdk, false));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void stdoutIsTheSameByteForByte(Jdk jdk) {
    assertThat(stdio(jdk, true)).isEqualTo(stdio(jdk, false));
  }

  private static byte[] stdio(Jdk jdk, boolean agent) {
    StdioScript script =
        StdioScript.handshake("2025-11-25")
            .request("tools/list", "{}")
            .request("resources/list", "{}")
            .callTool("search_docs", "{\"query\":\"noisy lamp\"}")
            .callTool("ask_sql", "{\"sql\":\"SELECT nonsense FROM nowhere\"}")
            .callTool("summarize_docs", "{}")
            .callTool("no_such_tool", "{}")
            .request("no/such/method", "{}");
    try (AgentJvm server = Apps.docsServer(jdk, "--stdio").asPeopleStartIt().agent(agent).start()) {
      script.run(server);
      server.closeStdin();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isZero();
      return server.stdoutBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyRequestIsCountedAndHealthKnowsTheTools(Jdk jdk) {
    try (AgentJvm server =
            Apps.docsServer(jdk, "--http", "0").asPeopleStartIt().withAgent().start();
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      use(driver);
      Telemetry telemetry = new Telemetry(server, TOOLS);
      telemetry.countsEqual(driver.traffic());
      telemetry.activeSessions(1);
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();

      JsonHttp.Reply reply = JsonHttp.get(server.agentUrl("/health"));
      JsonObject health = reply.json();
      assertThat(health.get("service").getAsString()).isEqualTo("docs-server");
      assertThat(health.get("version").getAsString()).isEqualTo("1.0.0");
      assertThat(health.getAsJsonObject("tools").keySet()).containsAll(TOOLS_CALLED);
      assertThat(health.getAsJsonObject("checks").keySet()).isNotEmpty();
    }
  }

  private static final Set<String> TOOLS_CALLED =
      Set.of("search_docs", "read_doc", "ask_sql", "summarize_docs");
}
