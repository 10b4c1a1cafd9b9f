package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.event.ForeignSpan;
import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.PoolRef;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.record.MetricNames.Metric;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
  private static final String VARIABLE = "gen_ai.prompt.variable.";

  /** In the conventions for MCP, and not yet among the constants. */
  private static final Set<String> NOT_YET_CONSTANTS =
      Set.of("gen_ai.tool.call.arguments", "gen_ai.tool.call.result");

  /** What the conventions have no name for. */
  private static final Set<String> OURS = Set.of("mcp.monitor.db.affected_rows");

  private static final TraceContext PLACE = new TraceContext(1, 2, 3, true, "v=1", null);
  private static final TraceContext PARENT = new TraceContext(1, 2, 9, true, null, null);

  private final LabelGuard labels = new LabelGuard(new Drops());
  private final List<SpanData> exported = new ArrayList<>();
  private final Spans spans = new Spans(exported::add, labels);

  @BeforeEach
  void register() {
    labels.register(new NamesRegistered(TargetKind.TOOL, "docs", List.of("search")));
    labels.register(new NamesRegistered(TargetKind.PROMPT, "docs", List.of("explain")));
  }

  private static McpCall call(Side side, String method, @Nullable String target) {
    Wire wire = new Wire(side, McpTransport.STREAMABLE_HTTP, "2025-11-25");
    McpCall call = new McpCall(method, false, 7, wire, 1_000);
    call.target(target);
    call.session(new McpSession("s-1", wire, 0), side);
    call.trace(PLACE);
    call.remoteParent(PARENT);
    return call;
  }

  private SpanData span(Operation operation) {
    spans.accept(operation);
    assertThat(exported).hasSize(1);
    return exported.remove(0);
  }

  private SpanData ended(McpCall call, Outcome outcome, @Nullable Integer code) {
    call.end(outcome, code, outcome == Outcome.THREW ? "java.io.IOException" : null, 3_000);
    return span(call);
  }

  @Test
  void aToolCall() {
    McpCall call = call(Side.SERVER, "tools/call", "search");
    SpanData span = ended(call, Outcome.OK, null);
    assertThat(span.getName()).isEqualTo("tools/call search");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getTraceId()).isEqualTo(PLACE.traceId());
    assertThat(span.getSpanId()).isEqualTo(PLACE.spanId());
    assertThat(span.getSpanContext().getTraceState().get("v")).isEqualTo("1");
    assertThat(span.getParentSpanId()).isEqualTo(PARENT.spanId());
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(2_000);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attributes(span))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "mcp.method.name", "tools/call",
                    "gen_ai.tool.name", "search",
                    "gen_ai.operation.name", "execute_tool",
                    "mcp.protocol.version", "2025-11-25",
                    "mcp.session.id", "s-1",
                    "jsonrpc.request.id", "7",
                    "network.transport", "tcp",
                    "network.protocol.name", "http")));
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> all = new TreeMap<>();
    span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value));
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "tools/call, search, tools/call search",
        "tools/call, invented-by-the-caller, tools/call",
        "prompts/get, explain, prompts/get explain",
        "resources/read, -, resources/read",
        "no/such/method, -, _other"
      })
  void namesAreFew(String method, @Nullable String target, String name) {
    assertThat(ended(call(Side.SERVER, method, target), Outcome.OK, null).getName())
        .isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "SERVER, OK, -, -",
        "SERVER, TOOL_ERROR, -, tool_error",
        "SERVER, PROTOCOL_ERROR, -32603, -32603",
        "SERVER, PROTOCOL_ERROR, -32601, -",
        "SERVER, PROTOCOL_ERROR, -32602, -",
        "SERVER, PROTOCOL_ERROR, -32002, -",
        "SERVER, PROTOCOL_ERROR, -32700, -",
        "SERVER, PROTOCOL_ERROR, -32600, -",
        "CLIENT, PROTOCOL_ERROR, -32602, -32602",
        "SERVER, THREW, -, java.io.IOException",
        "SERVER, CANCELLED, -, cancelled",
        "CLIENT, TIMED_OUT, -, timeout"
      })
  void errorsAreThoseOfTheConventions(
      Side side, Outcome outcome, @Nullable Integer code, @Nullable String errorType) {
    SpanData span = ended(call(side, "tools/call", "search"), outcome, code);
    assertThat(span.getAttributes().get(McpAttributes.ERROR_TYPE)).isEqualTo(errorType);
    assertThat(span.getStatus().getStatusCode())
        .isEqualTo(errorType == null ? StatusCode.UNSET : StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEmpty();
    assertThat(span.getAttributes().get(McpAttributes.STATUS_CODE))
        .isEqualTo(code == null ? null : code.toString());
  }

  @Test
  void whatIsNotSampledIsNoSpan() {
    McpCall call = call(Side.SERVER, "tools/call", "search");
    call.trace(PLACE.withSpan(4, false));
    call.end(Outcome.OK, null, null, 2);
    spans.accept(call);
    assertThat(exported).isEmpty();
  }

  @Test
  void aLongRunTellsOfItsProgress() {
    McpCall call = call(Side.SERVER, "tools/call", "search");
    CallDetail detail = new CallDetail();
    call.detail(detail);
    for (int i = 0; i < 1_000; i++) {
      detail.progress(new CallDetail.Progress(1_000 + i, i, i % 2 == 0 ? 1_000 : Double.NaN));
    }
    SpanData span = ended(call, Outcome.OK, null);
    assertThat(span.getEvents()).hasSize(128);
    assertThat(span.getTotalRecordedEvents()).isEqualTo(1_000);
    assertThat(span.getEvents().get(0).getAttributes().get(McpSpan.PROGRESS_TOTAL))
        .isEqualTo(1_000.0);
    assertThat(span.getEvents().get(1).getAttributes().get(McpSpan.PROGRESS_TOTAL)).isNull();
  }

  /** Everything that a span of any kind can have. */
  private List<SpanData> withEverything() {
    McpCall server = call(Side.SERVER, "tools/call", "search");
    server.detail(full());
    server.link(PARENT);
    McpCall prompt = call(Side.CLIENT, "prompts/get", "explain");
    prompt.detail(full());
    prompt.wire(
        new Wire(Side.CLIENT, McpTransport.STREAMABLE_HTTP, "2025-11-25").to("localhost", 80));
    HttpCall http = new HttpCall("BREW", "https://joe:geheim@host/p?token=x", 5);
    http.trace(PLACE);
    http.answered(500, 6);
    SqlCall sql =
        new SqlCall(
            new DatabaseRef("postgresql", "shop", "db", 5433),
            SqlCall.Kind.BATCH,
            new SqlText("INSERT INTO t VALUES (?)", "INSERT", "t", "INSERT t"),
            5);
    sql.trace(PLACE);
    sql.pool(new PoolRef("main", "hikari"));
    sql.batchSize(3);
    sql.failed("23505", "java.sql.SQLException", 6);
    SqlCall good =
        new SqlCall(
            new DatabaseRef("h2", null, null, 0),
            SqlCall.Kind.STATEMENT,
            new SqlText("DELETE", "DELETE", "t", ""),
            5);
    good.trace(PLACE);
    good.changes(4);
    good.answered(6);
    SqlCall query =
        new SqlCall(
            new DatabaseRef("h2", null, null, 0),
            SqlCall.Kind.STATEMENT,
            new SqlText("SELECT ?", "SELECT", null, "SELECT"),
            5);
    query.trace(PLACE);
    query.returns(4);
    query.answered(6);
    return List.of(
        ended(server, Outcome.THREW, null),
        ended(prompt, Outcome.PROTOCOL_ERROR, -32603),
        span(http),
        span(sql),
        span(good),
        span(query));
  }

  private static CallDetail full() {
    CallDetail detail = new CallDetail();
    detail.resourceUri("file:///a");
    detail.peer("127.0.0.1", 4711, "1.1");
    detail.arguments("{}");
    detail.result("{}");
    detail.promptVariables(Map.of("topic", "x"));
    detail.errorMessage("no luck");
    return detail;
  }

  @Test
  void everyAttributeIsOneOfTheConventions() throws Exception {
    Set<String> published = published();
    assertThat(published).contains("mcp.method.name", "db.query.text", "http.request.method");
    Set<String> sent = new HashSet<>();
    for (SpanData span : withEverything()) {
      sent.addAll(attributes(span).keySet());
    }
    sent.removeIf(name -> name.startsWith(VARIABLE));
    assertThat(sent).containsAll(OURS).containsAll(NOT_YET_CONSTANTS);
    sent.removeAll(OURS);
    sent.removeAll(NOT_YET_CONSTANTS);
    assertThat(sent).hasSizeGreaterThan(25);
    assertThat(published).containsAll(sent);
  }

  /** Labels with a dot claim to be of the conventions; ours have none. */
  @Test
  void everyMetricLabelWithADotIsOneOfTheConventions() throws Exception {
    Set<String> published = published();
    for (Metric metric : MetricNames.ALL) {
      for (String label : metric.labels()) {
        if (label.contains(".")) {
          assertThat(published).as(metric.name()).contains(label);
        }
      }
    }
  }

  @Test
  void secretsInAddressesAreHidden() {
    SpanData http = withEverything().get(2);
    assertThat(http.getAttributes().get(HttpSpan.URL))
        .isEqualTo("https://REDACTED@host/p?token=REDACTED");
    assertThat(http.getName()).isEqualTo("HTTP");
    assertThat(http.getAttributes().get(HttpSpan.REQUEST_METHOD)).isEqualTo("_OTHER");
    assertThat(http.getAttributes().get(HttpSpan.PORT)).isEqualTo(443L);
  }

  @Test
  void anotherAgentsSpanGetsTheSame() {
    McpCall call = call(Side.SERVER, "tools/call", "search");
    Recorded foreign = new Recorded();
    call.foreignSpan(foreign);
    call.end(Outcome.TOOL_ERROR, null, null, 3_000);
    spans.accept(call);
    assertThat(exported).isEmpty();
    assertThat(foreign.told)
        .contains("name tools/call search", "gen_ai.tool.name=search", "error.type=tool_error")
        .contains("failed null")
        .last()
        .asString()
        .startsWith("end");
  }

  private static final class Recorded implements ForeignSpan {
    final List<String> told = new ArrayList<>();

    @Override
    public Object enter() {
      return this;
    }

    @Override
    public void leave(Object entered) {}

    @Override
    public void name(String name) {
      told.add("name " + name);
    }

    @Override
    public void attribute(String key, Object value) {
      told.add(key + "=" + value);
    }

    @Override
    public void event(String name, long epochNanos) {}

    @Override
    public void failed(@Nullable String message) {
      told.add("failed " + message);
    }

    @Override
    public void end(long epochNanos) {
      told.add("end " + epochNanos);
    }
  }

  /** The names of all attributes that the constants of the conventions know. */
  private static Set<String> published()
      throws IOException, URISyntaxException, IllegalAccessException, ClassNotFoundException {
    Set<String> names = new HashSet<>();
    for (String some :
        List.of(
            "io.opentelemetry.semconv.HttpAttributes",
            "io.opentelemetry.semconv.incubating.McpIncubatingAttributes")) {
      Class<?> known = Class.forName(some);
      File jar = new File(known.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (JarFile classes = new JarFile(jar)) {
        for (Enumeration<JarEntry> e = classes.entries(); e.hasMoreElements(); ) {
          String entry = e.nextElement().getName();
          if (entry.endsWith("Attributes.class")) {
            collect(Class.forName(entry.replace(".class", "").replace('/', '.')), names);
          }
        }
      }
    }
    return names;
  }

  private static void collect(Class<?> constants, Set<String> names) throws IllegalAccessException {
    for (Field field : constants.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && field.get(null) instanceof AttributeKey<?> key) {
        names.add(key.getKey());
      }
    }
  }
}
