package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.NodeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Inspector, a client in TypeScript, over stdio and HTTP. */
class InspectorIT {
  @TempDir Path folder;

  private static final String[] SEARCH = {
    "--method", "tools/call", "--tool-name", "search_docs", "--tool-arg", "query=install"
  };

  @Test
  void stdioAnswersTheSame() throws Exception {
    assertThat(stdio(true)).isEqualTo(stdio(false)).contains("content");
  }

  private static String stdio(boolean agent) throws Exception {
    Jdk jdk = Jdks.require(17);
    List<String> arguments = new ArrayList<>(List.of("--cli", jdk.java().toString()));
    if (agent) {
      arguments.add("-javaagent:" + AgentJar.path() + "=http.port=0");
    }
    arguments.addAll(List.of("-jar", Apps.jar("docs-server").toString(), "--stdio"));
    arguments.addAll(List.of(SEARCH));
    return run(arguments);
  }

  @Test
  void httpIsAnsweredAndCounted() throws Exception {
    try (AgentJvm server = Apps.docsServer(Jdks.require(17), "--http", "0").withAgent().start()) {
      List<String> arguments =
          new ArrayList<>(List.of("--cli", server.serverUrl().toString(), "--transport", "http"));
      arguments.addAll(List.of(SEARCH));
      assertThat(run(arguments)).contains("content");
      Telemetry telemetry = new Telemetry(server, Set.of("search_docs"));
      assertThat(
              telemetry
                  .scrapeUntil(s -> s.sum("mcp_requests_total", "tool", "search_docs") == 1)
                  .sum("mcp_requests_total", "tool", "search_docs", "status", "success"))
          .isEqualTo(1);
      telemetry.noTroubleInTheAgent();
    }
  }

  /** A server that knows nothing of us tells how it is, from its first moment on. */
  @Test
  void theServerItselfIsAskedHowItIs() throws Exception {
    IndexServer.tree(folder, 300);
    assertThat(ask("tools/call", "--tool-name", "sync_status"))
        .contains("index-server 1.0.0 is healthy")
        .contains("Styles.collectFirst: ")
        .contains("of 300 files");
    assertThat(ask("resources/read", "--uri", "health://status"))
        .contains("application/json")
        .contains("\\\"service\\\": \\\"index-server\\\"")
        .contains("\\\"scan\\\": \\\"Styles.collectFirst\\\"");
  }

  private String ask(String method, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--cli",
                Jdks.require(17).java().toString(),
                "-javaagent:" + AgentJar.path() + "=http.port=0," + InjectIT.BOTH,
                "-cp",
                Apps.jar("index-server").toString(),
                "com.example.index.McpIndexServer",
                "--index",
                "collect",
                folder.toString(),
                "--method",
                method));
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  private static String run(List<String> arguments) throws IOException, InterruptedException {
    Process inspector =
        NodeTools.inspector(arguments.toArray(String[]::new))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    inspector.getOutputStream().close();
    String output = new String(inspector.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(inspector.waitFor()).as(output).isZero();
    return output;
  }
}
