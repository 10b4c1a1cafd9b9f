package io.mcpmonitor.agent;

import io.mcpmonitor.config.OtlpConfig;
import io.mcpmonitor.output.otlp.AgentEvents;
import io.mcpmonitor.output.otlp.OtlpExport;
import io.mcpmonitor.output.otlp.ServiceResource;
import io.mcpmonitor.record.ExportReading;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.state.ExporterStatus;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The export, which nobody pays for without an endpoint: nothing of it is loaded then. */
final class Exporting {
  private volatile @Nullable OtlpExport export;

  /** What the store keeps for the export only. */
  static MetricStore.Extras extras(@Nullable OtlpConfig otlp) {
    if (otlp == null) {
      return MetricStore.Extras.NONE;
    }
    ExemplarFilter exemplars = ExemplarFilter.alwaysOff();
    if (otlp.traces() != null) {
      exemplars =
          switch (otlp.reading().exemplars()) {
            case TRACE_BASED -> ExemplarFilter.traceBased();
            case ALWAYS_ON -> ExemplarFilter.alwaysOn();
            case ALWAYS_OFF -> ExemplarFilter.alwaysOff();
          };
    }
    AggregationTemporality exponential = null;
    if (otlp.metrics() != null && otlp.reading().exponential()) {
      exponential =
          otlp.reading().temporality() == OtlpConfig.Temporality.CUMULATIVE
              ? AggregationTemporality.CUMULATIVE
              : AggregationTemporality.DELTA;
    }
    return new MetricStore.Extras(exemplars, exponential);
  }

  void start(OtlpConfig otlp, ServiceResource resource, MetricStore store) {
    export = OtlpExport.start(otlp, resource, store::collectExponential);
  }

  /** Where events go as log records; null when they are not exported. */
  @Nullable AgentEvents events() {
    OtlpExport started = export;
    return started == null ? null : started.events();
  }

  /** Where ended spans go; null when they are not exported. */
  @Nullable Consumer<SpanData> spans() {
    OtlpExport started = export;
    return started == null ? null : started.spans();
  }

  List<ExporterStatus> status() {
    OtlpExport started = export;
    return started == null ? List.of() : started.status();
  }

  List<ExportReading> readings() {
    List<ExportReading> all = new ArrayList<>();
    for (ExporterStatus status : status()) {
      all.add(
          new ExportReading(status.signal(), status.exported(), status.failed(), status.dropped()));
    }
    return all;
  }

  void flush(Duration longest) {
    OtlpExport started = export;
    if (started != null) {
      boolean unused = started.flush(longest);
    }
  }
}
