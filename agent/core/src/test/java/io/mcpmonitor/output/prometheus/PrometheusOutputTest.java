package io.mcpmonitor.output.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.ResponseSized;
import io.mcpmonitor.event.McpEvent.SessionClosed;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.record.ExportReading;
import io.mcpmonitor.record.HealthReading;
import io.mcpmonitor.record.JvmMetrics;
import io.mcpmonitor.record.MetricNames;
import io.mcpmonitor.record.SelfMetrics;
import io.mcpmonitor.record.Traffic;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.support.AgentThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

class PrometheusOutputTest {
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
  private static final String PROTOBUF =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited";

  private final Traffic traffic = new Traffic().tools("search", "index").prompts("greet");
  private final PrometheusOutput output =
      new PrometheusOutput(
          traffic.store, traffic.labels, () -> new Snapshot.Service("docs", "1.2", "test", null));

  private Scrape scrape() {
    return new Scrape(text(output.scrape(null, null, null)));
  }

  private static String text(PrometheusOutput.Response response) {
    assertThat(response.status()).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private void everyKindOfTraffic() {
    McpCall sized = Traffic.tool("search");
    sized.requestBytes(100);
    traffic.pipeline.publish(new ResponseSized(traffic.ok(sized), 500));
    traffic.ok(Traffic.tool("search"));
    traffic.run(Traffic.tool("search"), Outcome.TOOL_ERROR, null, null, 30 * Traffic.MILLIS);
    traffic.run(Traffic.tool("nope"), Outcome.PROTOCOL_ERROR, -32602, null, Traffic.MILLIS);
    traffic.run(Traffic.tool("index"), Outcome.THREW, null, "java.io.IOException", Traffic.MILLIS);
    traffic.ok(Traffic.request(Traffic.STDIO, "prompts/get", "greet"));
    traffic.ok(Traffic.request(Traffic.STDIO, "tools/list", null));
    traffic.ok(
        new McpCall("notifications/initialized", true, null, Traffic.STDIO, System.nanoTime()));
    traffic.ok(Traffic.request(Traffic.CLIENT, "tools/call", "search"));
    McpSession open = new McpSession("1", Traffic.STDIO, 0);
    McpSession closed = new McpSession("2", Traffic.STDIO, 0);
    McpSession client = new McpSession("3", Traffic.CLIENT, 0);
    for (McpSession session : new McpSession[] {open, closed, client}) {
      traffic.pipeline.publish(new SessionOpened(session));
    }
    for (McpSession session : new McpSession[] {closed, client}) {
      traffic.pipeline.publish(
          new SessionClosed(session, CloseReason.DELETED, 3_000 * Traffic.MILLIS));
    }
  }

  @Test
  void thePlainNamesAreDerivedFromTheSameCalls() {
    everyKindOfTraffic();
    Scrape scrape = scrape();

    String[] search = {"method", "tools/call", "tool", "search", "status", "success"};
    assertThat(scrape.value("mcp_requests_total", search)).isEqualTo(2);
    search[5] = "error";
    assertThat(scrape.value("mcp_requests_total", search)).isEqualTo(1);
    assertThat(
            scrape.value(
                "mcp_requests_total",
                "method",
                "tools/call",
                "tool",
                "_other",
                "status",
                "success"))
        .as("an unknown tool is the caller's fault")
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "mcp_requests_total", "method", "prompts/get", "tool", "", "status", "success"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "mcp_errors_total",
                "method",
                "tools/call",
                "tool",
                "search",
                "error_type",
                "tool_error"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "mcp_errors_total",
                "method",
                "tools/call",
                "tool",
                "index",
                "error_type",
                "java.io.IOException"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "mcp_request_duration_seconds_bucket",
                "method",
                "tools/call",
                "tool",
                "search",
                "le",
                "0.05"))
        .isEqualTo(3);
    assertThat(
            scrape.value(
                "mcp_plugin_executions_total",
                "plugin",
                "notes",
                "command",
                "search",
                "status",
                "success"))
        .isEqualTo(2);
    assertThat(
            scrape.value(
                "mcp_plugin_execution_duration_seconds_count",
                "plugin",
                "docs",
                "command",
                "_other",
                "status",
                "success"))
        .as("a tool that no server registered belongs to the service")
        .isEqualTo(1);
    assertThat(
            scrape.samples.keySet().stream()
                .filter(k -> k.startsWith("mcp_request") && k.contains("notifications/")))
        .isEmpty();
    assertThat(
            scrape.value(
                "target_info",
                "service_name",
                "docs",
                "service_version",
                "1.2",
                "deployment_environment_name",
                "test"))
        .isEqualTo(1);
  }

  @Test
  void aScrapeShowsExactlyWhatIsListed() throws Exception {
    int mbeanServers = MBeanServerFactory.findMBeanServer(null).size();
    new SelfMetrics(
        traffic.store,
        traffic.pipeline,
        traffic.drops,
        () -> Map.of("mcp.javasdk", 3L),
        () -> List.of(new ExportReading("logs", 1, 2, 3)),
        () ->
            new HealthReading(
                0.5,
                70,
                Map.of("memory", 1.0, "disk", 0.5),
                Map.of("warning", 1L, "critical", 0L)));
    JvmMetrics jvm = new JvmMetrics(traffic.store);
    try {
      everyKindOfTraffic();
      Scrape scrape = scrape();

      Map<String, MetricNames.Metric> listed = new HashMap<>();
      Set<String> required = new HashSet<>();
      for (MetricNames.Metric metric : MetricNames.ALL) {
        assertThat(listed.put(metric.prometheusName(), metric)).isNull();
        if (metric.condition() == null) {
          required.add(metric.prometheusName());
        }
      }
      assertThat(listed.keySet()).containsAll(scrape.types.keySet());
      assertThat(scrape.types.keySet()).containsAll(required);
      scrape.types.forEach((name, type) -> agrees(listed.get(name), scrape, type));

      assertThat(scrape.value("mcp_monitor_hook_failures_total", "probe", "mcp.javasdk"))
          .isEqualTo(3);
      assertThat(scrape.value("mcp_health_check_status", "check", "disk")).isEqualTo(0.5);
      assertThat(scrape.value("mcp_health_score")).isEqualTo(70);
      assertThat(scrape.value("mcp_server_sessions_active")).isEqualTo(1);
      assertThat(scrape.value("jvm_thread_count", "jvm_thread_daemon", "true")).isPositive();
      assertThat(scrape.value("process_start_time_seconds")).isGreaterThan(1.6e9);
    } finally {
      jvm.close();
    }
    assertThat(MBeanServerFactory.findMBeanServer(null)).hasSize(mbeanServers);
  }

  private static void agrees(MetricNames.Metric metric, Scrape scrape, String type) {
    String expected =
        switch (metric.type()) {
          case COUNTER -> "counter";
          case HISTOGRAM -> "histogram";
          default -> "gauge";
        };
    assertThat(type).as(metric.name()).isEqualTo(expected);
    assertThat(scrape.helps)
        .as(metric.name())
        .containsEntry(metric.prometheusName(), metric.description());
    if (metric.type() != MetricNames.Type.INFO) {
      Set<String> allowed = new HashSet<>(Set.of("le"));
      metric.labels().forEach(label -> allowed.add(label.replace('.', '_')));
      assertThat(allowed)
          .as(metric.name())
          .containsAll(scrape.labels.get(metric.prometheusName()).keySet());
    }
  }

  @Test
  void theFormatFollowsAccept() throws IOException {
    everyKindOfTraffic();

    PrometheusOutput.Response plain = output.scrape("*/*", null, null);
    assertThat(plain.headers().get("Content-Type")).startsWith("text/plain; version=0.0.4");
    PrometheusOutput.Response open = output.scrape(OPEN_METRICS, null, null);
    assertThat(open.headers().get("Content-Type")).startsWith("application/openmetrics-text");
    assertThat(text(open)).endsWith("# EOF\n").contains("# TYPE mcp_requests counter");
    PrometheusOutput.Response protobuf = output.scrape(PROTOBUF, null, null);
    assertThat(protobuf.headers().get("Content-Type"))
        .startsWith("application/vnd.google.protobuf");
    assertThat(protobuf.status()).isEqualTo(200);
    assertThat(namesIn(protobuf.body())).isEqualTo(new Scrape(text(plain)).types.keySet());
    assertThat(text(output.scrape(null, "debug=prometheus-protobuf", null)))
        .contains("mcp_requests_total");

    PrometheusOutput.Response zipped = output.scrape(null, null, "br, gzip");
    assertThat(zipped.headers()).containsEntry("Content-Encoding", "gzip");
    String unzipped =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(new Scrape(unzipped).samples).isEqualTo(new Scrape(text(plain)).samples);
  }

  /** Length-delimited messages whose first field is the name. */
  private static Set<String> namesIn(byte[] families) {
    Set<String> names = new HashSet<>();
    ByteBuffer in = ByteBuffer.wrap(families);
    while (in.hasRemaining()) {
      int length = varint(in);
      int end = in.position() + length;
      assertThat(in.get()).isEqualTo((byte) 0x0A);
      byte[] name = new byte[varint(in)];
      in.get(name);
      names.add(new String(name, StandardCharsets.UTF_8));
      in.position(end);
    }
    return names;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Test
  void aQueryMayNameMetrics() {
    everyKindOfTraffic();

    assertThat(new Scrape(text(output.scrape(null, "name[]=mcp_requests_total", null))).types)
        .containsOnlyKeys("mcp_requests_total");
    assertThat(output.scrape(null, "name[]=%zz", null).status()).isEqualTo(400);
  }

  @Test
  void aScrapeBeforeAnythingHappenedIsValid() {
    Scrape scrape = scrape();

    assertThat(scrape.value("mcp_server_sessions_active")).isZero();
    assertThat(scrape.value("mcp_requests_in_flight", "tool", "search")).isZero();
  }

  @Test
  void namesWithQuotesAndLineBreaksAreEscaped() {
    String evil = "a\"b\\c\nd\u00e9 {x=\"y\"} 1";
    traffic.tools(evil).ok(Traffic.tool(evil));

    assertThat(
            scrape()
                .value(
                    "mcp_requests_total",
                    "method",
                    "tools/call",
                    "tool",
                    "a\\\"b\\\\c\\nd\u00e9 {x=\\\"y\\\"} 1",
                    "status",
                    "success"))
        .isEqualTo(1);
  }

  @Test
  void theCpuOfTheAgentsThreadsNeverFalls() throws InterruptedException {
    new SelfMetrics(traffic.store, traffic.pipeline, traffic.drops, Map::of, List::of, () -> null);
    CountDownLatch burnt = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Thread worker =
        AgentThreads.daemon(
            "test",
            () -> {
              long sum = 0;
              for (int i = 0; i < 20_000_000; i++) {
                sum += Integer.toString(i).length();
              }
              burnt.countDown();
              try {
                read.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(Long.toString(sum), e);
              }
            });
    worker.start();
    burnt.await();
    double whileAlive = scrape().value("mcp_monitor_cpu_seconds_total");
    read.countDown();
    worker.join();

    assertThat(whileAlive).isPositive();
    assertThat(scrape().value("mcp_monitor_cpu_seconds_total")).isGreaterThanOrEqualTo(whileAlive);
  }

  /** The build leaves this library out; everything above works without it. */
  @Test
  void theExportersOwnServerIsNotNeeded() {
    String absent = "io.prometheus.metrics.exporter.httpserver.HTTPServer";
    assertThatThrownBy(() -> Class.forName(absent)).isInstanceOf(ClassNotFoundException.class);
  }
}
