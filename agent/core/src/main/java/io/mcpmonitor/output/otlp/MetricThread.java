package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Reading;
import io.mcpmonitor.config.OtlpConfig.Target;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.function.Supplier;

/** Reads all metrics at a fixed pace and sends them. */
final class MetricThread extends ExportThread {
  private final Supplier<Collection<MetricData>> metrics;
  private final MetricDelta delta;
  private final Delivery delivery;
  private final long interval;
  private long due;

  /**
   * @param metrics all metrics, cumulative, as they are at the moment
   */
  MetricThread(
      Sender sender,
      SignalState state,
      Target target,
      Reading reading,
      ServiceResource resource,
      Supplier<Collection<MetricData>> metrics) {
    super(Signal.METRICS, resource);
    this.metrics = metrics;
    this.delta = new MetricDelta(reading.temporality());
    this.delivery = new Delivery(sender, state, this, target, reading.timeout());
    this.interval = reading.interval().toNanos();
    this.due = System.nanoTime() + interval;
  }

  @Override
  long due() {
    return due;
  }

  @Override
  boolean isFull() {
    return false;
  }

  @Override
  void export(boolean all) {
    delivery.awaitTurn(); // what is sent shall be what is true then
    Collection<MetricData> read = delta.since(metrics.get());
    if (!read.isEmpty()) {
      long points = 0;
      for (MetricData metric : read) {
        points += metric.getData().getPoints().size();
      }
      byte[] message =
          Messages.bytes(MetricsRequestMarshaler.create(Messages.metrics(read, resource().get())));
      if (delivery.deliver(message, points)) {
        delta.sent();
      }
    }
    long now = System.nanoTime();
    due = due + interval - now > 0 ? due + interval : now + interval;
  }
}
