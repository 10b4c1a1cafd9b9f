package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarMemoryTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final MetricStore store =
      new MetricStore(Resource.empty(), new MetricStore.Extras(ExemplarFilter.traceBased(), null));
  private final DoubleHistogram histogram =
      store.histogram(MetricNames.SERVER_OPERATION_DURATION, McpMetrics.SECONDS);

  private void record(double value, String span) {
    SpanContext context =
        SpanContext.create(TRACE, span, TraceFlags.getSampled(), TraceState.getDefault());
    histogram.record(
        value,
        io.opentelemetry.api.common.Attributes.empty(),
        Context.root().with(Span.wrap(context)));
  }

  private List<String> spans() {
    return store.recorded().stream()
        .flatMap(metric -> metric.getHistogramData().getPoints().stream())
        .map(HistogramPointData::getExemplars)
        .flatMap(List::stream)
        .map(DoubleExemplarData::getSpanContext)
        .map(SpanContext::getSpanId)
        .toList();
  }

  @Test
  void whoeverCollectsLaterSeesThemToo() {
    record(0.015, "00f067aa0ba902b7");
    record(3, "00f067aa0ba902b8");
    assertThat(spans()).containsExactly("00f067aa0ba902b7", "00f067aa0ba902b8");
    assertThat(spans()).containsExactly("00f067aa0ba902b7", "00f067aa0ba902b8");

    record(0.02, "00f067aa0ba902b9");
    assertThat(spans()).containsExactly("00f067aa0ba902b9", "00f067aa0ba902b8");
  }

  @Test
  void aValueWithoutATraceHasNone() {
    histogram.record(1, io.opentelemetry.api.common.Attributes.empty(), Context.root());
    assertThat(spans()).isEmpty();
  }
}
