package io.mcpmonitor.output.otlp;

import static io.mcpmonitor.output.otlp.ExportHarness.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.mcpmonitor.event.McpEvent.ServerStarted;
import io.mcpmonitor.output.otlp.Collector.Reply;
import io.mcpmonitor.record.Traffic;
import io.mcpmonitor.state.ExporterStatus;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.support.AgentThreads;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExportTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  private Collector collector;
  private ExportHarness harness;

  @BeforeEach
  void start() throws IOException {
    collector = Collector.start();
    harness = new ExportHarness("http://127.0.0.1:" + collector.port());
  }

  @AfterEach
  void stop() {
    harness.close();
    collector.close();
    assertThat(collector.problems()).isEmpty();
  }

  @Test
  void everySignalArrivesAndSaysTheSameOfTheProcess() {
    harness.known = false;
    harness.service = new Snapshot.Service("Main", null, null, null);
    OtlpExport export = harness.export();
    harness.traffic.tools("search").ok(Traffic.tool("search"));
    harness.span("tools/call search");
    events(export).accept(new ServerStarted("docs", "1.2"));
    harness.service = new Snapshot.Service("docs", "1.2", "test", null);
    harness.known = true;

    await("three signals", () -> paths().size() == 3);

    assertThat(resources())
        .containsExactly(
            Map.of(
                "service.name", "docs",
                "service.version", "1.2",
                "deployment.environment.name", "test",
                "process.pid", "42"));
    assertThat(spans()).extracting(Span::getName).containsExactly("tools/call search");
    assertThat(metrics()).extracting(Metric::getName).contains("mcp.server.operation.duration");
    LogRecord started = logs().get(0);
    assertThat(started.getEventName()).isEqualTo(AgentEvents.SERVER_STARTED);
    assertThat(started.getBody().getStringValue()).isEqualTo("MCP server started");
    await("counted", () -> harness.status("metrics").exported() > 0);
    await("spans counted", () -> harness.status("traces").exported() == 1);
    await("logs counted", () -> harness.status("logs").lastSuccess() != null);
  }

  @Test
  void theAgentsThreadsDoTheWork() {
    harness.span("one");
    await("a span", () -> !spans().isEmpty());

    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    assertThat(threads)
        .extracting(Thread::getName)
        .contains("mcp-monitor-otlp-traces", "mcp-monitor-otlp-timer-1");
    Set<Long> own = new HashSet<>();
    for (long id : AgentThreads.liveIds()) {
      own.add(id);
    }
    assertThat(threads)
        .filteredOn(thread -> thread.getName().contains("Ok")) // the library renames at work
        .allMatch(thread -> own.contains(thread.getId()));
  }

  @Test
  void headersCompressionAndOwnEndpointsAreUsed() {
    harness
        .with("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b")
        .with("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
        .with("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "x-logs=1")
        .with("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "none")
        .with(
            "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
            "http://127.0.0.1:" + collector.port() + "/v1/logs?x=y");
    harness.span("one");
    events(harness.export()).accept(new ServerStarted("docs", "1.2"));
    await("both", () -> paths().containsAll(Set.of("/v1/traces", "/v1/logs")));

    Collector.Received traces = received("/v1/traces");
    assertThat(traces.headers().getFirst("api-key")).isEqualTo("a b");
    assertThat(traces.headers().getFirst("Content-Encoding")).isEqualTo("gzip");
    assertThat(traces.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(traces.headers().getFirst("User-Agent")).startsWith("mcp-monitor/");
    Collector.Received logs = received("/v1/logs");
    assertThat(logs.headers()).doesNotContainKeys("Api-key", "Content-encoding");
    assertThat(logs.headers().getFirst("x-logs")).isEqualTo("1");
    assertThat(harness.status("logs").endpoint()).endsWith("/v1/logs");
  }

  @Test
  void aRefusalIsTriedAgainWhenTheCollectorAsksForIt() {
    harness.only("TRACES");
    collector.answer(
        new Reply(503, Map.of("Retry-After", "2"), "busy".getBytes(UTF_8)), Reply.of(429));
    harness.span("one");

    await("taken", () -> harness.status("traces").exported() == 1);

    List<Collector.Received> requests = collector.received();
    assertThat(requests).hasSize(3);
    assertThat(requests.get(1).nanos() - requests.get(0).nanos())
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1_990));
    assertThat(requests.get(2).nanos() - requests.get(1).nanos())
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(790));
    ExporterStatus status = harness.status("traces");
    assertThat(status.failed()).isZero();
    assertThat(status.failingSince()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 301, 500})
  void aRefusalForGoodIsNotTriedAgain(int code) {
    harness.only("TRACES");
    collector.usually(new Reply(code, Map.of(), "no such\nthing".getBytes(UTF_8)));
    harness.span("one");

    await("refused", () -> harness.status("traces").failed() == 1);

    assertThat(collector.received()).hasSize(1);
    ExporterStatus status = harness.status("traces");
    assertThat(status.lastError()).isEqualTo("HTTP status " + code + ": no such thing");
    assertThat(status.failingSince()).isNotNull();
    collector.usually(Reply.of(200));
    harness.span("two");
    await("works again", () -> harness.status("traces").failingSince() == null);
  }

  @Test
  void whatTheCollectorRejectsIsCounted() {
    harness.only("TRACES");
    byte[] partial =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(1)
                    .setErrorMessage("too old"))
            .build()
            .toByteArray();
    collector.answer(new Reply(200, Map.of(), partial));
    harness.span("one");
    harness.span("two");

    await("answered", () -> harness.status("traces").failed() == 1);

    assertThat(harness.status("traces").exported()).isEqualTo(1);
    assertThat(harness.status("traces").lastError()).contains("rejected 1").contains("too old");
    assertThat(harness.status("traces").failingSince()).isNull();
  }

  @Test
  void garbageInTheAnswerChangesNothing() {
    harness.only("TRACES");
    collector.usually(new Reply(200, Map.of(), "<html>\u0007".getBytes(UTF_8)));
    harness.span("one");
    await("taken", () -> harness.status("traces").exported() == 1);
  }

  @Test
  void aCollectorThatHangsHoldsUpNobody() {
    collector.usually(Reply.of(0));
    harness.with("OTEL_BSP_MAX_QUEUE_SIZE", "10").with("OTEL_EXPORTER_OTLP_TIMEOUT", "300");
    for (int i = 0; i < 100; i++) {
      harness.span("span " + i);
    }
    assertThat(harness.status("traces").dropped()).isPositive();

    long begin = System.nanoTime();
    boolean done = harness.export().flush(SHORT);
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(30));
    await("told", () -> harness.status("metrics").failingSince() != null);
    assertThat(harness.status("metrics").lastError()).startsWith("no answer within ");
    assertThat(done).isIn(true, false); // whether it was in time is the machine's
  }

  @Test
  void aCollectorThatIsGoneIsFoundAgain() throws IOException {
    harness.only("TRACES").with("OTEL_BSP_MAX_QUEUE_SIZE", "50");
    int port = collector.port();
    collector.close();
    for (int i = 0; i < 200; i++) {
      harness.span("span " + i);
    }
    await("told", () -> harness.status("traces").failingSince() != null);
    ExporterStatus gone = harness.status("traces");
    assertThat(gone.lastError()).contains("Connect");
    assertThat(gone.dropped()).isGreaterThanOrEqualTo(100);

    collector = Collector.start(port);
    await("found", () -> harness.status("traces").exported() > 0);
    assertThat(harness.status("traces").failingSince()).isNull();
    assertThat(spans()).extracting(Span::getName).contains("span 0");
  }

  @Test
  void aFlushSendsWhatWaits() {
    harness
        .with("OTEL_BSP_SCHEDULE_DELAY", "3600000")
        .with("OTEL_BLRP_SCHEDULE_DELAY", "3600000")
        .with("OTEL_METRIC_EXPORT_INTERVAL", "3600000")
        .with("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "40");
    harness.known = false;
    for (int i = 0; i < 39; i++) {
      harness.span("span " + i);
    }
    events(harness.export()).accept(new ServerStarted("docs", "1.2"));
    harness.traffic.tools("search").ok(Traffic.tool("search"));
    assertThat(collector.received()).isEmpty();

    assertThat(harness.export().flush(ExportHarness.PATIENCE)).isTrue();

    assertThat(spans()).hasSize(39);
    assertThat(logs()).hasSize(1);
    assertThat(metrics()).isNotEmpty();
  }

  @Test
  void deltasSayWhatIsNewAndLoseNothing() {
    harness
        .only("METRICS")
        .with("OTEL_METRIC_EXPORT_INTERVAL", "3600000")
        .with("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta");
    harness.traffic.tools("search").ok(Traffic.tool("search"));
    flush();
    harness.traffic.ok(Traffic.tool("search"));
    collector.answer(Reply.of(400));
    flush();
    harness.traffic.ok(Traffic.tool("search"));
    flush();
    flush();

    List<HistogramDataPoint> points =
        metrics().stream()
            .filter(metric -> metric.getName().equals("mcp.server.operation.duration"))
            .peek(
                metric ->
                    assertThat(metric.getHistogram().getAggregationTemporality())
                        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA))
            .flatMap(metric -> metric.getHistogram().getDataPointsList().stream())
            .toList();
    assertThat(points).extracting(HistogramDataPoint::getCount).containsExactly(1L, 1L, 2L);
    assertThat(points.get(2).getStartTimeUnixNano()).isEqualTo(points.get(0).getTimeUnixNano());
    assertThat(points.get(2).getBucketCountsList().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(2);
  }

  private void flush() {
    assertThat(harness.export().flush(ExportHarness.PATIENCE)).isTrue();
  }

  private static AgentEvents events(OtlpExport export) {
    return Objects.requireNonNull(export.events());
  }

  private Set<String> paths() {
    Set<String> paths = new HashSet<>();
    collector.received().forEach(received -> paths.add(received.path()));
    return paths;
  }

  private Collector.Received received(String path) {
    return collector.received().stream()
        .filter(received -> received.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private Set<Map<String, String>> resources() {
    Set<Map<String, String>> resources = new HashSet<>();
    for (Collector.Received received : collector.received()) {
      resources.add(attributes(resource(received.message())));
    }
    return resources;
  }

  private static Resource resource(Message message) {
    if (message instanceof ExportTraceServiceRequest traces) {
      return traces.getResourceSpans(0).getResource();
    }
    if (message instanceof ExportMetricsServiceRequest metrics) {
      return metrics.getResourceMetrics(0).getResource();
    }
    return ((ExportLogsServiceRequest) message).getResourceLogs(0).getResource();
  }

  private static Map<String, String> attributes(Resource resource) {
    Map<String, String> attributes = new TreeMap<>();
    resource
        .getAttributesList()
        .forEach(
            attribute ->
                attributes.put(
                    attribute.getKey(),
                    attribute.getValue().hasIntValue()
                        ? String.valueOf(attribute.getValue().getIntValue())
                        : attribute.getValue().getStringValue()));
    return attributes;
  }

  private List<Span> spans() {
    return collector.messages(ExportTraceServiceRequest.class).stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(spans -> spans.getScopeSpansList().stream())
        .flatMap(spans -> spans.getSpansList().stream())
        .toList();
  }

  private List<Metric> metrics() {
    return collector.messages(ExportMetricsServiceRequest.class).stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(metrics -> metrics.getScopeMetricsList().stream())
        .flatMap(metrics -> metrics.getMetricsList().stream())
        .toList();
  }

  private List<LogRecord> logs() {
    return collector.messages(ExportLogsServiceRequest.class).stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(logs -> logs.getScopeLogsList().stream())
        .flatMap(logs -> logs.getLogRecordsList().stream())
        .toList();
  }
}
