package io.mcpmonitor.config;

import io.mcpmonitor.config.OtelReader.Found;
import io.mcpmonitor.config.OtlpConfig.Batch;
import io.mcpmonitor.config.OtlpConfig.Exemplars;
import io.mcpmonitor.config.OtlpConfig.Reading;
import io.mcpmonitor.config.OtlpConfig.Target;
import io.mcpmonitor.config.OtlpConfig.Temporality;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenTelemetry's settings for export. Loaded only when there is an endpoint. What is wrong
 * is one line each, and the rest goes on.
 */
final class OtlpSettings {
  /** What the three signals have in common, already read under our own keys. */
  record General(@Nullable String endpoint, String protocol, Map<String, String> headers) {}

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(30);
  private static final String NOT_EXPORTED = "; this signal is not exported";

  private final OtelReader reader;
  private final General general;

  private OtlpSettings(OtelReader reader, General general) {
    this.reader = reader;
    this.general = general;
  }

  /** What is to be exported; null when nothing is. */
  static @Nullable OtlpConfig read(OtelReader reader, General general) {
    return new OtlpSettings(reader, general).read();
  }

  private @Nullable OtlpConfig read() {
    if (reader.one("OTEL_SDK_DISABLED", new ValueType.Flag(), false)) {
      return null;
    }
    Target traces = target("TRACES");
    Target metrics = target("METRICS");
    Target logs = target("LOGS");
    if (traces == null && metrics == null && logs == null) {
      return null;
    }
    return new OtlpConfig(
        traces, metrics, logs, reading(), batch("BSP", 5000), batch("BLRP", 1000));
  }

  private @Nullable Target target(String signal) {
    Found exporter = reader.find("OTEL_" + signal + "_EXPORTER");
    if (exporter != null && !exports(exporter)) {
      return null;
    }
    boolean grpc = protocol(signal).equals("grpc");
    String url = url(signal, grpc);
    if (url == null) {
      return null;
    }
    Files files = files(signal);
    return files == null
        ? null
        : new Target(
            url,
            grpc,
            headers(signal),
            specific(signal, "TIMEOUT", new NumberType.Millis(1), TIMEOUT),
            specific(signal, "COMPRESSION", new ValueType.Choice(List.of("none", "gzip")), "none")
                .equals("gzip"),
            files.ca,
            files.key,
            files.certificate);
  }

  private boolean exports(Found exporter) {
    for (String name : exporter.text().split(",", -1)) {
      if (name.trim().equals("otlp")) {
        return true;
      }
    }
    if (!exporter.text().equals("none")) {
      reader.problem(exporter, exporter.text(), "expected otlp or none" + NOT_EXPORTED);
    }
    return false;
  }

  private String protocol(String signal) {
    return reader.one(
        "OTEL_EXPORTER_OTLP_" + signal + "_PROTOCOL",
        Settings.OTLP_PROTOCOL.type(),
        general.protocol);
  }

  private @Nullable String url(String signal, boolean grpc) {
    Url type = new Url();
    Found own = reader.find("OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT");
    if (own != null) {
      String url = type.parse(own.text());
      if (url == null) {
        reader.problem(own, type.shown(own.text()), "expected " + type.expected() + NOT_EXPORTED);
        return null;
      }
      return grpc ? Url.withPath(url, "") : url;
    }
    if (general.endpoint == null) {
      return null;
    }
    return grpc
        ? Url.withPath(general.endpoint, "")
        : Url.below(general.endpoint, "v1/" + signal.toLowerCase(Locale.ROOT));
  }

  private Map<String, String> headers(String signal) {
    return reader.one(
        "OTEL_EXPORTER_OTLP_" + signal + "_HEADERS", Settings.OTLP_HEADERS.type(), general.headers);
  }

  private record Files(@Nullable String ca, @Nullable String key, @Nullable String certificate) {}

  /** Without its certificates a connection is refused, or made to somebody else: rather none. */
  private @Nullable Files files(String signal) {
    Found ca = specific(signal, "CERTIFICATE");
    Found key = specific(signal, "CLIENT_KEY");
    Found certificate = specific(signal, "CLIENT_CERTIFICATE");
    if (!isReadable(ca) || !isReadable(key) || !isReadable(certificate)) {
      return null;
    }
    if ((key == null) != (certificate == null)) {
      Found alone = key != null ? key : certificate;
      if (alone != null) {
        reader.problem(
            alone, alone.text(), "expected a client key and a client certificate" + NOT_EXPORTED);
      }
      return null;
    }
    return new Files(text(ca), text(key), text(certificate));
  }

  private boolean isReadable(@Nullable Found file) {
    if (file == null || new File(file.text()).canRead()) {
      return true;
    }
    reader.problem(file, file.text(), "expected a readable PEM file" + NOT_EXPORTED);
    return false;
  }

  private static @Nullable String text(@Nullable Found value) {
    return value == null ? null : value.text();
  }

  private Reading reading() {
    NumberType.Millis time = new NumberType.Millis(1);
    String temporality =
        reader.one(
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            new ValueType.Choice(List.of("cumulative", "delta", "lowmemory")),
            "cumulative");
    String buckets =
        reader.one(
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            new ValueType.Choice(
                List.of("explicit_bucket_histogram", "base2_exponential_bucket_histogram")),
            "explicit_bucket_histogram");
    String exemplars =
        reader.one(
            "OTEL_METRICS_EXEMPLAR_FILTER",
            new ValueType.Choice(List.of("trace_based", "always_on", "always_off")),
            "trace_based");
    return new Reading(
        reader.one("OTEL_METRIC_EXPORT_INTERVAL", time, Duration.ofSeconds(60)),
        reader.one("OTEL_METRIC_EXPORT_TIMEOUT", time, EXPORT_TIMEOUT),
        switch (temporality) {
          case "delta" -> Temporality.DELTA;
          case "lowmemory" -> Temporality.LOW_MEMORY;
          default -> Temporality.CUMULATIVE;
        },
        buckets.startsWith("base2"),
        Exemplars.valueOf(exemplars.toUpperCase(Locale.ROOT)));
  }

  private Batch batch(String processor, int delayMillis) {
    String prefix = "OTEL_" + processor + "_";
    int queue =
        reader.one(prefix + "MAX_QUEUE_SIZE", new NumberType.Count("number", 1, 1_000_000), 2048);
    int batch =
        reader.one(
            prefix + "MAX_EXPORT_BATCH_SIZE", new NumberType.Count("number", 1, 100_000), 512);
    return new Batch(
        reader.one(
            prefix + "SCHEDULE_DELAY", new NumberType.Millis(1), Duration.ofMillis(delayMillis)),
        reader.one(prefix + "EXPORT_TIMEOUT", new NumberType.Millis(1), EXPORT_TIMEOUT),
        queue,
        Math.min(batch, queue));
  }

  /** A setting that exists for all signals and for each. */
  private <T> T specific(String signal, String name, ValueType<T> type, T byDefault) {
    T general = reader.one("OTEL_EXPORTER_OTLP_" + name, type, byDefault);
    return reader.one("OTEL_EXPORTER_OTLP_" + signal + "_" + name, type, general);
  }

  private @Nullable Found specific(String signal, String name) {
    Found own = reader.find("OTEL_EXPORTER_OTLP_" + signal + "_" + name);
    return own != null ? own : reader.find("OTEL_EXPORTER_OTLP_" + name);
  }
}
