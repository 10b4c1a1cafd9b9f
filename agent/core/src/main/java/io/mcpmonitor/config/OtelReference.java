package io.mcpmonitor.config;

import java.util.ArrayList;
import java.util.List;

/** OpenTelemetry's own settings that are honoured, for the reference. */
final class OtelReference {
  private static final String SIGNAL = "_TRACES,_METRICS,_LOGS";

  /** A setting: its names, one for each variant, and what it means. */
  record Entry(String name, String variants, String byDefault, String meaning) {

    /** Every environment variable it stands for. */
    List<String> variables() {
      List<String> names = new ArrayList<>();
      for (String variant : variants.split(",", -1)) {
        names.add(name.replace("*", variant));
      }
      return names;
    }

    /** The variables as the page shows them. */
    String shown() {
      return variants.isEmpty() ? "`" + name + "`" : "`" + String.join("`, `", variables()) + "`";
    }
  }

  static final List<Entry> ENTRIES =
      List.of(
          entry("OTEL_SDK_DISABLED", "", "false", "`true`: nothing is exported."),
          entry("OTEL_SERVICE_NAME", "", "", "As `service.name`."),
          entry(
              "OTEL_RESOURCE_ATTRIBUTES",
              "",
              "none",
              "What else is known of the process; all of it is exported."),
          entry(
              "OTEL*_EXPORTER",
              SIGNAL,
              "otlp",
              "`otlp` or `none`, for one signal. Without an endpoint nothing is exported."),
          entry(
              "OTEL_EXPORTER_OTLP*_ENDPOINT",
              "," + SIGNAL,
              "none",
              "Where to; `v1/traces` and the like are added to the first only."),
          entry(
              "OTEL_EXPORTER_OTLP*_PROTOCOL",
              "," + SIGNAL,
              "http/protobuf",
              "`http/protobuf` or `grpc`."),
          entry(
              "OTEL_EXPORTER_OTLP*_HEADERS",
              "," + SIGNAL,
              "none",
              "`name=value` with commas between them; never shown."),
          entry("OTEL_EXPORTER_OTLP*_TIMEOUT", "," + SIGNAL, "10000", "Of one request, in ms."),
          entry("OTEL_EXPORTER_OTLP*_COMPRESSION", "," + SIGNAL, "none", "`none` or `gzip`."),
          entry(
              "OTEL_EXPORTER_OTLP*_CERTIFICATE",
              "," + SIGNAL,
              "those of the JVM",
              "PEM file with the certificates to trust."),
          entry(
              "OTEL_EXPORTER_OTLP*_CLIENT_KEY",
              "," + SIGNAL,
              "none",
              "PEM file with the private key of this process, for mTLS."),
          entry(
              "OTEL_EXPORTER_OTLP*_CLIENT_CERTIFICATE",
              "," + SIGNAL,
              "none",
              "PEM file with its certificate."),
          entry(
              "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
              "",
              "cumulative",
              "`cumulative`, `delta` or `lowmemory`."),
          entry(
              "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
              "",
              "explicit_bucket_histogram",
              "Or `base2_exponential_bucket_histogram`, which records each call twice."),
          entry("OTEL_METRIC_EXPORT_INTERVAL", "", "60000", "From one export to the next, in ms."),
          entry(
              "OTEL_METRIC_EXPORT_TIMEOUT", "", "30000", "Of one export with its retries, in ms."),
          entry(
              "OTEL_METRICS_EXEMPLAR_FILTER",
              "",
              "trace_based",
              "`trace_based`, `always_on` or `always_off`."),
          entry(
              "OTEL*_SCHEDULE_DELAY",
              "_BSP,_BLRP",
              "5000, 1000",
              "The longest that a span or log record waits for others, in ms."),
          entry(
              "OTEL*_EXPORT_TIMEOUT",
              "_BSP,_BLRP",
              "30000",
              "Of one export with its retries, in ms."),
          entry(
              "OTEL*_MAX_QUEUE_SIZE",
              "_BSP,_BLRP",
              "2048",
              "The most that wait; later ones are dropped and counted."),
          entry("OTEL*_MAX_EXPORT_BATCH_SIZE", "_BSP,_BLRP", "512", "The most in one request."),
          entry(
              "OTEL_TRACES_SAMPLER",
              "",
              "parentbased_always_on",
              "`always_on`, `always_off`, `traceidratio`, or one of these after `parentbased_`."),
          entry("OTEL_TRACES_SAMPLER_ARG", "", "1", "The ratio for `traceidratio`."),
          entry(
              "OTEL_PROPAGATORS",
              "",
              "tracecontext,baggage",
              "How traces travel: any of `tracecontext`, `baggage`, `b3`, `b3multi`, `jaeger`, or"
                  + " `none`."));

  private OtelReference() {}

  private static Entry entry(String name, String variants, String byDefault, String meaning) {
    return new Entry(name, variants, byDefault, meaning);
  }
}
