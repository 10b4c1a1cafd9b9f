package io.mcpmonitor.output.prometheus;

import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.record.ServerRequests;
import io.mcpmonitor.state.Snapshot;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a scrape of {@code /metrics}: everything recorded, and the names derived from it, in the
 * format the scraper asks for. Needs no HTTP server.
 */
public final class PrometheusOutput {
  private final MetricStore store;
  private final LabelGuard labels;
  private final Supplier<Snapshot.Service> service;
  private @Nullable PrometheusScrapeHandler handler;

  /**
   * @param service what is monitored, as known at the moment
   */
  public PrometheusOutput(
      MetricStore store, LabelGuard labels, Supplier<Snapshot.Service> service) {
    this.store = store;
    this.labels = labels;
    this.service = service;
  }

  /**
   * The answer to a scrape.
   *
   * @param status 200; 400 when the query cannot be read; 500 when collecting failed
   * @param headers content type, and the content encoding if any
   * @param body complete
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, handed on once, never compared
  public record Response(int status, Map<String, String> headers, byte[] body) {}

  /**
   * Collects and writes all metrics, or those named by {@code name[]} in the query.
   *
   * @param accept the header {@code Accept}: decides between text, OpenMetrics and protobuf
   * @param query the raw query of the URL
   * @param acceptEncoding the header {@code Accept-Encoding}: gzip or nothing
   */
  public Response scrape(
      @Nullable String accept, @Nullable String query, @Nullable String acceptEncoding) {
    Exchange exchange = new Exchange(accept, query, acceptEncoding);
    try {
      handler().handleRequest(exchange);
    } catch (IOException | LinkageError e) {
      exchange.failed(e);
    }
    return exchange.response();
  }

  /** Made at the first scrape: start-up need not pay for it. */
  private synchronized PrometheusScrapeHandler handler() {
    PrometheusScrapeHandler made = handler;
    if (made == null) {
      PrometheusRegistry registry = new PrometheusRegistry();
      registry.register((MultiCollector) this::collect);
      // Own properties: those of the application may filter or rename what is not its own.
      made = new PrometheusScrapeHandler(PrometheusProperties.builder().build(), registry);
      handler = made;
    }
    return made;
  }

  private MetricSnapshots collect() {
    Collection<MetricData> collected = store.collect();
    Snapshot.Service monitored = service.get();
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    converted(collected).forEach(metric -> all.metricSnapshot(GaugeNames.restored(metric)));
    Derived.from(ServerRequests.in(collected), tool -> pluginOf(tool, monitored))
        .forEach(all::metricSnapshot);
    all.metricSnapshot(TargetInfo.of(store.resource(), monitored));
    return all.build();
  }

  private String pluginOf(String tool, Snapshot.Service monitored) {
    String server = labels.serverOf(tool);
    return server != null ? server : monitored.name();
  }

  /** A reader of its own for each scrape: it only converts what was collected once. */
  private static MetricSnapshots converted(Collection<MetricData> collected) {
    PrometheusMetricReader reader =
        PrometheusMetricReader.builder()
            .setOtelScopeLabelsEnabled(false)
            .setTargetInfoMetricEnabled(false)
            .build();
    reader.register(
        new CollectionRegistration() {
          @Override
          public Collection<MetricData> collectAllMetrics() {
            return collected;
          }
        });
    return reader.collect();
  }
}
