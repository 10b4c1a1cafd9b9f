package io.mcpmonitor.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.DevtoolsReceiver;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.Ports;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.StdioScript;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A receiver that others wrote reads what the agent sends, and nobody waits for one that is dead.
 */
class OtlpIT {
  /** Much longer than the agent may take at the end, much shorter than the timeouts it is given. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String LONG = "120000";

  @TempDir Path folder;

  static List<Arguments> waysAndJdks() {
    List<Arguments> all = new ArrayList<>();
    for (int jdk : new int[] {17, 25}) {
      for (String protocol : new String[] {"http/protobuf", "grpc"}) {
        all.add(arguments(Jdks.require(jdk), protocol));
      }
    }
    return all;
  }

  private static StdioScript script() {
    return StdioScript.handshake("2025-11-25")
        .callTool("search_docs", "{\"query\":\"noisy lamp\"}")
        .callTool("ask_sql", "{\"sql\":\"SELECT nonsense FROM nowhere\"}");
  }

  private static JvmBuilder exporting(Jdk jdk, String endpoint, String protocol) {
    return Apps.docsServer(jdk, "--stdio")
        .withAgent()
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        .env("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
        // over HTTP the receiver reads no gzip
        .env("OTEL_EXPORTER_OTLP_COMPRESSION", protocol.equals("grpc") ? "gzip" : "none");
  }

  private static List<String> bodies(DevtoolsReceiver receiver) {
    List<String> bodies = new ArrayList<>();
    for (JsonElement log : receiver.logs()) {
      bodies.add(log.getAsJsonObject().get("body").getAsString());
    }
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("waysAndJdks")
  void aShortLifeIsReceivedWhole(Jdk jdk, String protocol) {
    try (DevtoolsReceiver receiver = DevtoolsReceiver.start();
        AgentJvm server = exporting(jdk, receiver.endpoint(protocol), protocol).start()) {
      script().run(server);
      server.closeStdin();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isZero();

      JsonArray durations =
          Wait.until(
              () -> receiver.metric("mcp.server.operation.duration"),
              series -> !series.isEmpty(),
              AgentJvm.PATIENCE);
      assertThat(durations.toString())
          .contains("search_docs", "tool_error", "tools/call", "initialize");
      List<String> bodies =
          Wait.until(() -> bodies(receiver), all -> all.size() >= 2, AgentJvm.PATIENCE);
      assertThat(bodies).contains("MCP server started", "MCP session opened");
      assertThat(
              Wait.until(receiver::traces, traces -> !traces.isEmpty(), AgentJvm.PATIENCE)
                  .toString())
          .contains("tools/call search_docs");
      JsonObject resource = durations.get(0).getAsJsonObject().getAsJsonObject("resource");
      assertThat(resource.get("service.name").getAsString()).isEqualTo("docs-server");
      assertThat(resource.get("service.version").getAsString()).isEqualTo("1.0.0");
      assertThat(resource.get("process.pid").getAsLong()).isEqualTo(server.pid());
      for (JsonElement log : receiver.logs()) {
        assertThat(log.getAsJsonObject().getAsJsonObject("resource")).isEqualTo(resource);
      }
      assertThat(server.agentLines()).noneMatch(line -> line.contains("warning"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void aTerminatedServerSaysItsLast(int jdk) {
    try (DevtoolsReceiver receiver = DevtoolsReceiver.start();
        AgentJvm server =
            Apps.docsServer(Jdks.require(jdk), "--http", "0")
                .withAgent()
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint("http/protobuf"))
                .env("OTEL_BLRP_SCHEDULE_DELAY", LONG)
                .start();
        SdkDriver driver = SdkDriver.streamable(server.serverUrl())) {
      driver.initialize();
      driver.text("search_docs", Map.of("query", "noisy lamp"));
      server.terminate();
      assertThat(server.awaitExit(AgentJvm.PATIENCE)).isEqualTo(143);

      assertThat(receiver.metric("mcp.server.operation.duration").toString())
          .contains("search_docs");
      assertThat(bodies(receiver)).contains("MCP server started");
    }
  }

  private enum Dead {
    GONE,
    HANGING
  }

  private record Ended(int exitCode, String stdout) {}

  private static Ended run(JvmBuilder server) {
    try (AgentJvm jvm = server.start()) {
      script().run(jvm);
      jvm.closeStdin();
      return new Ended(jvm.awaitExit(SOON), new String(jvm.stdoutBytes(), ISO_8859_1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeadCollectorChangesNothing(Dead dead) throws IOException {
    Jdk jdk = Jdks.require(17);
    Ended without = run(Apps.docsServer(jdk, "--stdio"));
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      int port = dead == Dead.HANGING ? silent.getLocalPort() : Ports.free();
      String endpoint = "http://127.0.0.1:" + port;
      Ended with =
          run(
              exporting(jdk, endpoint, "http/protobuf")
                  .env("OTEL_EXPORTER_OTLP_TIMEOUT", LONG)
                  .env("OTEL_BLRP_SCHEDULE_DELAY", "10"));
      assertThat(with.exitCode).isEqualTo(without.exitCode);
      assertThat(with.stdout).isEqualTo(without.stdout);
    }
  }

  @Test
  void anOutageIsSaidOnceAndSeenEverywhereUntilItEnds() {
    int port = Ports.free();
    try (AgentJvm server =
        exporting(Jdks.require(17), "http://user:hidden@127.0.0.1:" + port, "http/protobuf")
            .env("OTEL_METRIC_EXPORT_INTERVAL", "500")
            .env("OTEL_BLRP_MAX_QUEUE_SIZE", "1")
            .withAgent("health.check-interval=1s")
            .start()) {
      script().run(server);
      JsonObject check = exporterCheck(server, "warn");
      assertThat(check.get("message").getAsString())
          .contains(" are not exported to http://127.0.0.1:" + port + "/v1/")
          .contains(" since 2")
          .contains("Connect");
      Scrape scrape =
          Wait.until(
              () -> Scrape.of(server.agentUrl("/metrics")),
              s -> s.sum("mcp_monitor_export_items_total", "signal", "logs") > 0,
              AgentJvm.PATIENCE);
      assertThat(scrape.sum("mcp_monitor_export_items_total", "result", "dropped")).isPositive();
      assertThat(JsonHttp.get(server.agentUrl("/exporters")).body()).contains("failing_since");
      assertThat(JsonHttp.get(server.agentUrl("/config")).body()).doesNotContain("hidden");
      assertThat(server.agentLines().stream().filter(line -> line.contains("warning")))
          .hasSize(1)
          .allMatch(line -> line.contains("cannot be exported to http://127.0.0.1:" + port));

      try (DevtoolsReceiver receiver = DevtoolsReceiver.on(port)) {
        assertThat(exporterCheck(server, "pass").get("exported").getAsLong()).isPositive();
        assertThat(receiver.metric("mcp.server.operation.duration")).isNotEmpty();
      }
      assertThat(server.stderr()).doesNotContain("hidden");
    }
  }

  private static JsonObject exporterCheck(AgentJvm server, String status) {
    JsonObject found =
        Wait.until(
            () ->
                JsonHttp.get(server.agentUrl("/health"))
                    .json()
                    .getAsJsonObject("checks")
                    .getAsJsonObject("exporter"),
            check -> check.get("status").getAsString().equals(status),
            AgentJvm.PATIENCE);
    assertThat(found.get("status").getAsString()).as(found.toString()).isEqualTo(status);
    return found;
  }

  /** The HTTP client in the jar has only what its code reaches: TLS must be among it. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void whatGoesThroughTlsArrives(int jdk) throws Exception {
    BlockingQueue<String> paths = new LinkedBlockingQueue<>();
    TlsFiles files = TlsFiles.in(folder);
    HttpsServer collector =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.setHttpsConfigurator(new HttpsConfigurator(files.context()));
    collector.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try (AgentJvm server =
        exporting(
                Jdks.require(jdk),
                "https://localhost:" + collector.getAddress().getPort(),
                "http/protobuf")
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", files.certificate().toString())
            .start()) {
      script().run(server);
      assertThat(paths.poll(AgentJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(server.story())
          .startsWith("/v1/");
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void withoutAnEndpointNothingOfItIsLoaded() throws IOException {
    Path log = folder.resolve("classes.log");
    try (AgentJvm server =
        Apps.docsServer(Jdks.require(17), "--stdio")
            .withAgent()
            .env("OTEL_EXPORTER_OTLP_HEADERS", "a=b")
            .jvmArgs("-Xlog:class+load:file=" + log + ":none:filecount=0")
            .start()) {
      script().run(server);
      Scrape scrape = Scrape.of(server.agentUrl("/metrics"));
      assertThat(scrape.sum("mcp_requests_total")).isPositive();
      assertThat(JsonHttp.get(server.agentUrl("/health")).body()).doesNotContain("exporter");
    }
    assertThat(Files.readString(log))
        .contains("io.mcpmonitor.record.MetricStore ")
        .doesNotContain("io.mcpmonitor.output.otlp.")
        .doesNotContain("io.mcpmonitor.lib.okhttp3.")
        .doesNotContain("io.mcpmonitor.config.OtlpSettings ");
  }
}
