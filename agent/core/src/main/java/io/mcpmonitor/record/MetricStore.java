package io.mcpmonitor.record;

import io.mcpmonitor.record.MetricNames.Metric;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where measurements are kept. What is recorded as it happens is in one OpenTelemetry SDK with one
 * reader, because every further reader would record each measurement once more. What is only asked
 * for when collected is in a second one, made at the first collection: an application whose metrics
 * nobody collects does not pay for it. Whoever wants the data pulls it here; it is cumulative.
 */
public final class MetricStore implements AutoCloseable {
  /** The most series of one metric. */
  static final int MAX_SERIES = 5_000;

  /** Room for the overflow series and for the one slot that the SDK keeps for its own. */
  private static final int SDK_LIMIT = MAX_SERIES + 100;

  private final Resource resource;
  private final Sdk recorded;
  private final @Nullable PullReader exponential;
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile Runnable beforeReading = () -> {};
  private @Nullable Sdk observed;

  /**
   * What is kept beside the numbers.
   *
   * @param exemplars which measurements keep the ids of their span
   * @param exponential the temporality of histograms with exponential buckets, which are recorded a
   *     second time for {@link #collectExponential}; null without them
   */
  public record Extras(ExemplarFilter exemplars, @Nullable AggregationTemporality exponential) {
    /** Nothing. */
    public static final Extras NONE = new Extras(ExemplarFilter.alwaysOff(), null);
  }

  /**
   * @param resource what is monitored, as far as known at the start
   */
  public MetricStore(Resource resource) {
    this(resource, Extras.NONE);
  }

  /**
   * @param resource what is monitored, as far as known at the start
   */
  public MetricStore(Resource resource, Extras extras) {
    this.resource = resource;
    AggregationTemporality temporality = extras.exponential;
    this.exponential = temporality == null ? null : PullReader.exponential(temporality);
    this.recorded = new Sdk(resource, extras.exemplars, exponential);
  }

  /** Runs this before each reading: what has happened by then shall be in it. */
  public void beforeReading(Runnable catchUp) {
    beforeReading = catchUp;
  }

  /** All metrics as they are now. May be called by any thread. */
  public Collection<MetricData> collect() {
    beforeReading.run();
    Sdk asked = observed();
    List<MetricData> all = new ArrayList<>(recorded.collect());
    all.addAll(asked.collect());
    return all;
  }

  /** Like {@link #collect}, with exponential buckets where {@link Extras} ask for them. */
  public Collection<MetricData> collectExponential() {
    PullReader reader = exponential;
    if (reader == null) {
      return collect();
    }
    beforeReading.run();
    Sdk asked = observed();
    List<MetricData> all = new ArrayList<>(reader.registration.collectAllMetrics());
    all.addAll(asked.collect());
    return all;
  }

  /**
   * The metrics that are recorded as things happen, without those asked for by {@link #collect}.
   */
  public Collection<MetricData> recorded() {
    beforeReading.run();
    return recorded.collect();
  }

  /** What is monitored, as far as known at the start. */
  public Resource resource() {
    return resource;
  }

  @Override
  public synchronized void close() {
    recorded.provider.close();
    if (observed != null) {
      observed.provider.close();
    }
  }

  /** Runs this before the first collection of all metrics; at once when that has been. */
  synchronized void atFirstCollection(Runnable registration) {
    if (observed == null) {
      waiting.add(registration);
    } else {
      registration.run();
    }
  }

  DoubleHistogram histogram(Metric metric, List<Double> buckets) {
    return recorded
        .meter
        .histogramBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .setExplicitBucketBoundariesAdvice(buckets)
        .build();
  }

  /**
   * A metric whose values are asked for at each collection. To be called in {@link
   * #atFirstCollection}.
   */
  void observe(Metric metric, Consumer<ObservableDoubleMeasurement> callback) {
    Meter meter = observed().meter;
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

  private synchronized Sdk observed() {
    Sdk made = observed;
    if (made == null) {
      made = new Sdk(resource, ExemplarFilter.alwaysOff(), null);
      observed = made;
      waiting.forEach(Runnable::run);
      waiting.clear();
    }
    return made;
  }

  private static final class Sdk {
    final PullReader reader =
        new PullReader(AggregationTemporality.CUMULATIVE, Aggregation.defaultAggregation());
    final SdkMeterProvider provider;
    final Meter meter;
    private final @Nullable ExemplarMemory exemplars;

    Sdk(Resource resource, ExemplarFilter filter, @Nullable PullReader second) {
      exemplars = filter.equals(ExemplarFilter.alwaysOff()) ? null : new ExemplarMemory();
      SdkMeterProviderBuilder builder =
          SdkMeterProvider.builder()
              .setResource(resource)
              .setExemplarFilter(filter)
              .registerMetricReader(reader, type -> SDK_LIMIT);
      if (second != null) {
        builder.registerMetricReader(second, type -> SDK_LIMIT);
      }
      provider = builder.build();
      meter = provider.get("io.mcpmonitor");
    }

    Collection<MetricData> collect() {
      Collection<MetricData> collected = reader.registration.collectAllMetrics();
      return exemplars == null ? collected : exemplars.complete(collected);
    }
  }

  private static final class PullReader implements MetricReader {
    private final AggregationTemporality temporality;
    private final Aggregation histograms;
    private volatile CollectionRegistration registration = CollectionRegistration.noop();

    PullReader(AggregationTemporality temporality, Aggregation histograms) {
      this.temporality = temporality;
      this.histograms = histograms;
    }

    static PullReader exponential(AggregationTemporality temporality) {
      return new PullReader(temporality, Aggregation.base2ExponentialBucketHistogram());
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
      return type == InstrumentType.HISTOGRAM ? histograms : Aggregation.defaultAggregation();
    }

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return temporality;
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
