package io.mcpmonitor.output.prometheus;

import io.prometheus.metrics.config.PrometheusProperties;

/**
 * Takes the place of the Prometheus client's {@code PrometheusPropertiesLoader} in the jar, whose
 * build renames the reference. The original reads {@code prometheus.properties} and {@code
 * PROMETHEUS_CONFIG} of the application when the client is first used, and throws on what it does
 * not know: the application's settings must not decide whether {@code /metrics} answers.
 */
public final class OwnSettings {
  private OwnSettings() {}

  /** The defaults. Has the name of the method it replaces. */
  public static PrometheusProperties load() {
    return PrometheusProperties.builder().build();
  }
}
