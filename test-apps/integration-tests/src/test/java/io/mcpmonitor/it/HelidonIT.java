package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server on Helidon. It is asked with a connection for each request: with the Java client, which
 * keeps its connection, it stands still in one of three runs, with and without the agent.
 */
@ExtendWith(MatrixTable.class)
class HelidonIT {
  private static final Jdk JDK = Jdks.require(25); // Helidon needs 21
  private static final Path APP = AgentJar.projectRoot().resolve("test-apps/helidon-server");
  private static final Set<String> TOOLS =
      Set.of("echo", "add", "fail", "throw", "slow", "query", "query_later");

  /** A conversation with one session. */
  private static final class Client {
    private final URI server;
    private final List<String> answers = new ArrayList<>();
    private String session = "";

    Client(URI server) {
      this.server = URI.create("http://" + server.getAuthority() + "/mcp");
    }

    void converse(Runnable afterQuery) {
      ask(
          "initialize",
          "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
              + "\"clientInfo\":{\"name\":\"it\",\"version\":\"1\"}}");
      send("POST", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      ask("ping", "{}");
      ask("tools/list", "{}");
      ask("prompts/list", "{}");
      ask("resources/list", "{}");
      tool("echo", "{\"text\":\"hello\"}");
      tool("echo", "{\"text\":\"again\"}");
      tool("add", "{\"a\":2,\"b\":40}");
      tool("fail", "{}");
      tool("throw", "{}");
      tool("slow", "{\"ms\":30}");
      tool("query", "{}");
      afterQuery.run();
      tool("query_later", "{}");
      tool("no_such_tool", "{}");
      ask("no/such/method", "{}");
      ask("prompts/get", "{\"name\":\"greeting\",\"arguments\":{\"name\":\"Ada\"}}");
      ask("resources/read", "{\"uri\":\"matrix://motd\"}");
      send("DELETE", "");
    }

    private void tool(String name, String arguments) {
      ask("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}");
    }

    private void ask(String method, String params) {
      answers.add(
          send(
              "POST",
              "{\"jsonrpc\":\"2.0\",\"id\":"
                  + answers.size()
                  + ",\"method\":\""
                  + method
                  + "\",\"params\":"
                  + params
                  + "}"));
    }

    private String send(String verb, String body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server)
              .timeout(AgentJvm.PATIENCE)
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, text/event-stream")
              .method(verb, HttpRequest.BodyPublishers.ofString(body));
      if (!session.isEmpty()) {
        request.header("Mcp-Session-Id", session);
      }
      try {
        HttpResponse<String> response =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
        session = response.headers().firstValue("Mcp-Session-Id").orElse(session);
        return response.statusCode() + " " + response.body();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  @Test
  void everyCallIsCountedAndTheAnswersStayTheSame() {
    String classPath = compiled();
    List<String> without;
    try (AgentJvm server = server(classPath, false)) {
      Client client = new Client(server.serverUrl());
      client.converse(() -> {});
      without = client.answers;
    }
    try (AgentJvm server = server(classPath, true)) {
      Client client = new Client(server.serverUrl());
      client.converse(() -> Telemetry.awaitFollowing(server));
      assertThat(client.answers).isEqualTo(without);
      Telemetry telemetry = new Telemetry(server, TOOLS);
      Scrape scrape =
          telemetry.scrapeUntil(s -> s.sum("mcp_requests_total") >= client.answers.size());
      assertThat(scrape.sum("mcp_requests_total", "tool", "echo", "status", "success"))
          .isEqualTo(2);
      for (String failed : List.of("fail", "throw")) {
        assertThat(scrape.sum("mcp_requests_total", "tool", failed, "status", "error"))
            .as(failed)
            .isEqualTo(1);
      }
      assertThat(scrape.sum("mcp_errors_total", "tool", "fail", "error_type", "tool_error"))
          .isEqualTo(1);
      assertThat(scrape.sum("mcp_errors_total", "tool", "throw", "error_type", "-32603"))
          .isEqualTo(1);
      assertThat(scrape.sum("mcp_requests_total", "method", "tools/call", "tool", "_other"))
          .isEqualTo(1);
      assertThat(scrape.sum("mcp_requests_total", "method", "_other")).isEqualTo(1);
      for (String method :
          List.of("initialize", "ping", "tools/list", "prompts/get", "resources/read")) {
        assertThat(scrape.sum("mcp_requests_total", "method", method)).as(method).isEqualTo(1);
      }
      String statements = "mcp_tool_database_statements_total";
      for (String tool : List.of("query", "query_later")) {
        assertThat(telemetry.scrapeUntil(s -> s.sum(statements, "tool", tool) == 1))
            .satisfies(s -> assertThat(s.sum(statements, "tool", tool)).isEqualTo(1));
      }
      telemetry.closedSessions(1);
      telemetry.activeSessions(0);
      telemetry.nothingInFlight();
      telemetry.noTroubleInTheAgent();
      assertThat(JsonHttp.get(server.agentUrl("/health")).json().get("service").getAsString())
          .isEqualTo("helidon-server");
      assertThat(probe(server).get("status").getAsString()).isEqualTo("active");
      assertThat(probe(server).getAsJsonArray("missing")).isEmpty();
      MatrixTable.works(
          "Helidon MCP",
          "1.2",
          "streamable",
          JDK.toString(),
          "calls, errors",
          "names",
          "same answers",
          "session end",
          "statements");
    }
  }

  private static JsonObject probe(AgentJvm server) {
    String probes = JsonHttp.get(server.agentUrl("/probes")).body();
    return JsonParser.parseString(probes).getAsJsonArray().asList().stream()
        .map(each -> each.getAsJsonObject())
        .filter(each -> each.get("id").getAsString().equals("mcp.helidon"))
        .findFirst()
        .orElseThrow();
  }

  private static AgentJvm server(String classPath, boolean agent) {
    return AgentJvm.on(JDK)
        .main(classPath, "com.example.helidon.HelidonServer")
        .agent(agent)
        .start();
  }

  /** The class path; the JDK of the build cannot compile the server. */
  private static String compiled() {
    String libraries = AgentJvm.classPathFile(APP.resolve("target/libraries.txt"));
    Path classes = APP.resolve("target/classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                JDK.home().resolve("bin/javac").toString(),
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                libraries));
    try (Stream<Path> files = Files.walk(APP.resolve("src"))) {
      files.filter(Files::isRegularFile).map(Path::toString).forEach(command::add);
      Process javac = new ProcessBuilder(command).inheritIO().start();
      assertThat(javac.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return classes + File.pathSeparator + libraries;
  }
}
