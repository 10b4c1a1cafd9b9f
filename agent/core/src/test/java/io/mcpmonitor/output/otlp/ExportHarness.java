package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.config.ConfigLoader;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.config.OtlpConfig;
import io.mcpmonitor.record.Traffic;
import io.mcpmonitor.state.ExporterStatus;
import io.mcpmonitor.state.Snapshot;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An export made from settings, with a process whose name becomes known when a test says so. */
final class ExportHarness implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Map<String, String> variables = new HashMap<>();
  final Traffic traffic = new Traffic();
  volatile Snapshot.Service service = new Snapshot.Service("docs", "1.2", null, null);
  volatile boolean known = true;
  private OtlpExport export;

  ExportHarness(String endpoint) {
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    variables.put("OTEL_METRIC_EXPORT_INTERVAL", "100");
    variables.put("OTEL_BSP_SCHEDULE_DELAY", "100");
    variables.put("OTEL_BLRP_SCHEDULE_DELAY", "100");
  }

  ExportHarness with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Exports this signal only. */
  ExportHarness only(String signal) {
    for (String other : new String[] {"TRACES", "METRICS", "LOGS"}) {
      if (!other.equals(signal)) {
        with("OTEL_" + other + "_EXPORTER", "none");
      }
    }
    return this;
  }

  private @Nullable SdkTracerProvider spans;

  OtlpExport export() {
    if (export == null) {
      AgentConfig config = ConfigLoader.load(null, new Environment(Map.of(), variables));
      if (!config.problems().isEmpty()) {
        throw new IllegalStateException(config.problems().toString());
      }
      OtlpConfig otlp = Objects.requireNonNull(config.otlp());
      Resource process = Resource.create(Attributes.builder().put("process.pid", 42).build());
      export =
          OtlpExport.start(
              otlp,
              new ServiceResource(process, () -> service, () -> known),
              traffic.store::collect);
    }
    return export;
  }

  private SdkTracerProvider tracers() {
    Consumer<SpanData> finished = Objects.requireNonNull(export().spans());
    return SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(new ToExport(finished)))
        .build();
  }

  private record ToExport(Consumer<SpanData> finished) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      spans.forEach(finished);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  void span(String name) {
    if (spans == null) {
      spans = tracers();
    }
    spans
        .get("test")
        .spanBuilder(name)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute("mcp.method.name", "tools/call")
        .startSpan()
        .end();
  }

  ExporterStatus status(String signal) {
    return export().status().stream()
        .filter(status -> status.signal().equals(signal))
        .findFirst()
        .orElseThrow();
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    if (export != null) {
      export.close();
    }
  }
}
