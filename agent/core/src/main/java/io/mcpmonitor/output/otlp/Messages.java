package io.mcpmonitor.output.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes requests. The resource that items carry is that of the start; it is replaced by what is
 * known when they are sent.
 */
final class Messages {
  private Messages() {}

  static byte[] bytes(Marshaler request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getBinarySerializedSize());
    try {
      request.writeBinaryTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  static Marshaler spans(List<SpanData> spans, Resource resource) {
    List<SpanData> all = new ArrayList<>(spans.size());
    for (SpanData span : spans) {
      all.add(new Span(span, resource));
    }
    return TraceRequestMarshaler.create(all);
  }

  static Marshaler logs(List<LogRecordData> records, Resource resource) {
    return LogsRequestMarshaler.create(
        records.stream().<LogRecordData>map(record -> new LogRecord(record, resource)).toList());
  }

  static Collection<MetricData> metrics(Collection<MetricData> metrics, Resource resource) {
    List<MetricData> all = new ArrayList<>(metrics.size());
    for (MetricData metric : metrics) {
      all.add(new Metric(metric, resource, metric.getData()));
    }
    return all;
  }

  private static final class Span extends DelegatingSpanData {
    private final Resource resource;

    Span(SpanData span, Resource resource) {
      super(span);
      this.resource = resource;
    }

    @Override
    public Resource getResource() {
      return resource;
    }
  }

  /** A metric with another resource and other points. */
  static final class Metric implements MetricData {
    private final MetricData metric;
    private final Resource resource;
    private final Data<?> data;

    Metric(MetricData metric, Resource resource, Data<?> data) {
      this.metric = metric;
      this.resource = resource;
      this.data = data;
    }

    @Override
    public Resource getResource() {
      return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
      return metric.getInstrumentationScopeInfo();
    }

    @Override
    public String getName() {
      return metric.getName();
    }

    @Override
    public String getDescription() {
      return metric.getDescription();
    }

    @Override
    public String getUnit() {
      return metric.getUnit();
    }

    @Override
    public MetricDataType getType() {
      return metric.getType();
    }

    @Override
    public Data<?> getData() {
      return data;
    }
  }
}
