package io.mcpmonitor.record;

import io.mcpmonitor.record.MetricNames.Metric;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where measurements are kept: one OpenTelemetry SDK with one reader, because every further reader
 * would record each measurement once more. Whoever wants the data pulls it here; it is cumulative.
 */
public final class MetricStore implements AutoCloseable {
  /** The most series of one metric. */
  static final int MAX_SERIES = 5_000;

  /** Room for the overflow series and for the one slot that the SDK keeps for its own. */
  private static final int SDK_LIMIT = MAX_SERIES + 100;

  private final Resource resource;
  private final PullReader reader = new PullReader();
  private final SdkMeterProvider provider;
  private final Meter meter;

  /**
   * @param resource what is monitored, as far as known at the start
   */
  public MetricStore(Resource resource) {
    this.resource = resource;
    this.provider =
        SdkMeterProvider.builder()
            .setResource(resource)
            .setExemplarFilter(ExemplarFilter.alwaysOff())
            .registerMetricReader(reader, type -> SDK_LIMIT)
            .build();
    this.meter = provider.get("io.mcpmonitor");
  }

  /** All metrics as they are now. May be called by any thread. */
  public Collection<MetricData> collect() {
    return reader.registration.collectAllMetrics();
  }

  /** What is monitored, as far as known at the start. */
  public Resource resource() {
    return resource;
  }

  @Override
  public void close() {
    provider.close();
  }

  Meter meter() {
    return meter;
  }

  DoubleHistogram histogram(Metric metric, List<Double> buckets) {
    return meter
        .histogramBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .setExplicitBucketBoundariesAdvice(buckets)
        .build();
  }

  /** A metric whose values are asked for at each collection. */
  void observe(Metric metric, Consumer<ObservableDoubleMeasurement> callback) {
    switch (metric.type()) {
      case COUNTER ->
          meter
              .counterBuilder(metric.name())
              .ofDoubles()
              .setUnit(metric.unit())
              .setDescription(metric.description())
              .buildWithCallback(callback);
      case UP_DOWN_COUNTER ->
          meter
              .upDownCounterBuilder(metric.name())
              .ofDoubles()
              .setUnit(metric.unit())
              .setDescription(metric.description())
              .buildWithCallback(callback);
      case GAUGE ->
          meter
              .gaugeBuilder(metric.name())
              .setUnit(metric.unit())
              .setDescription(metric.description())
              .buildWithCallback(callback);
      default -> throw new IllegalArgumentException(metric.name() + " cannot be observed");
    }
  }

  private static final class PullReader implements MetricReader {
    private volatile CollectionRegistration registration = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
