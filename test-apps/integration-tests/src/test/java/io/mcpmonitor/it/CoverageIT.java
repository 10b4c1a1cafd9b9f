package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.SdkDriver;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says of a library that is not quite the one it knows, and that it harms none. */
class CoverageIT {
  private static final String CORE = "kotlin-sdk-core-jvm";
  private static final String GAP =
      "kotlin-server has 10 tools that no hook saw it register (add, ask_client, echo, fail, notify"
          + " and 5 more): calls are counted, as _other until a client has listed or used the tool";

  @TempDir Path folder;

  private LaterVersion sdk() {
    return new LaterVersion(folder, Families.classPath("kotlin-server", "0.16"));
  }

  private static AgentJvm start(LaterVersion sdk) {
    return AgentJvm.on(Jdks.require(17))
        .main(sdk.classPath(), "com.example.kotlin.MainKt")
        .args("--transport", "stdio")
        .withAgent()
        .start();
  }

  @Test
  void toolsThatNoHookSawAreSaid() {
    LaterVersion sdk =
        sdk()
            .of(CORE, "0.99.0")
            .of("kotlin-sdk-server-jvm", "0.99.0", "RegisteredTool", "RegisteredTule");
    try (AgentJvm server = start(sdk);
        SdkDriver driver = SdkDriver.stdio(server)) {
      driver.initialize();
      assertThat(driver.client().listTools().tools()).extracting(Tool::name).contains("echo");
      assertThat(driver.text("echo", Map.of("text", "hello"))).isEqualTo("hello");

      Telemetry telemetry = new Telemetry(server, Set.of());
      telemetry.scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "echo") == 1);
      JsonObject probe = probe(server);
      String untested = "MCP Kotlin SDK 0.99.0 found, tested up to 0.16: counting works";
      assertThat(probe.get("status").getAsString()).isEqualTo("active");
      assertThat(texts(probe, "untested")).containsExactly(untested);
      assertThat(texts(probe, "gaps")).containsExactly(GAP);
      assertThat(doctor(server))
          .contains("  warn    mcp.kotlin: " + untested, "  warn    mcp.kotlin: " + GAP);
      telemetry.noFailures();
    }
  }

  @Test
  void aRequestThatGoesAnotherWayIsNotCountedAndAnswered() {
    LaterVersion sdk = sdk().of(CORE, "0.99.0", "onRequest", "asRequest");
    try (AgentJvm server = start(sdk);
        SdkDriver driver = SdkDriver.stdio(server)) {
      driver.initialize();
      assertThat(driver.text("echo", Map.of("text", "hello"))).isEqualTo("hello");

      JsonObject probe = probe(server);
      assertThat(texts(probe, "untested"))
          .containsExactly(
              "MCP Kotlin SDK 0.99.0 found, tested up to 0.16: calls are not counted, tools seen"
                  + " when registered");
      assertThat(texts(probe, "gaps")).isEmpty();
      new Telemetry(server, Set.of()).noTroubleInTheAgent();
    }
  }

  private static JsonObject probe(AgentJvm server) {
    String body = JsonHttp.get(server.agentUrl("/probes")).body();
    for (JsonElement probe : JsonParser.parseString(body).getAsJsonArray()) {
      if (probe.getAsJsonObject().get("id").getAsString().equals("mcp.kotlin")) {
        return probe.getAsJsonObject();
      }
    }
    throw new AssertionError(body);
  }

  private static List<String> texts(JsonObject probe, String field) {
    return probe.getAsJsonArray(field).asList().stream().map(JsonElement::getAsString).toList();
  }

  /** Its lines; warnings alone leave its exit code at 0. */
  private static List<String> doctor(AgentJvm server) {
    AgentJvm command =
        AgentJvm.on(Jdks.require(17))
            .jar(AgentJar.path())
            .args("doctor", String.valueOf(server.pid()))
            .start();
    try (command) {
      assertThat(command.awaitExit(AgentJvm.PATIENCE)).as(command.story()).isZero();
      return command.stdoutLines();
    }
  }
}
