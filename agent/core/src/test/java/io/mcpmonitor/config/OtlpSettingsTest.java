package io.mcpmonitor.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.config.AgentConfig.Origin;
import io.mcpmonitor.config.AgentConfig.Traces;
import io.mcpmonitor.config.OtlpConfig.Batch;
import io.mcpmonitor.config.OtlpConfig.Exemplars;
import io.mcpmonitor.config.OtlpConfig.Reading;
import io.mcpmonitor.config.OtlpConfig.Target;
import io.mcpmonitor.config.OtlpConfig.Temporality;
import io.mcpmonitor.trace.Propagation.Format;
import io.mcpmonitor.trace.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSettingsTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  @TempDir Path folder;

  private AgentConfig load(String arguments) {
    return ConfigLoader.load(arguments, new Environment(properties, variables));
  }

  private OtlpConfig otlp() {
    AgentConfig config = load(null);
    assertThat(config.problems()).isEmpty();
    return Objects.requireNonNull(config.otlp());
  }

  private static Target target(String url) {
    return new Target(url, false, Map.of(), Duration.ofSeconds(10), false, null, null, null);
  }

  @Test
  void withoutAnEndpointNothingIsExported() {
    variables.put("OTEL_EXPORTER_OTLP_HEADERS", "a=b");
    variables.put("OTEL_TRACES_EXPORTER", "otlp");
    assertThat(load(null).otlp()).isNull();
    assertThat(load(null).problems()).isEmpty();
  }

  @Test
  void anEndpointIsEnough() {
    variables.put(ENDPOINT, "http://collector:4318");

    OtlpConfig config = otlp();

    assertThat(config.traces()).isEqualTo(target("http://collector:4318/v1/traces"));
    assertThat(config.metrics()).isEqualTo(target("http://collector:4318/v1/metrics"));
    assertThat(config.logs()).isEqualTo(target("http://collector:4318/v1/logs"));
    assertThat(config.reading())
        .isEqualTo(
            new Reading(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Temporality.CUMULATIVE,
                false,
                Exemplars.TRACE_BASED));
    assertThat(config.spans())
        .isEqualTo(new Batch(Duration.ofSeconds(5), Duration.ofSeconds(30), 2048, 512));
    assertThat(config.logRecords())
        .isEqualTo(new Batch(Duration.ofSeconds(1), Duration.ofSeconds(30), 2048, 512));
    assertThat(load(null).traces())
        .isEqualTo(
            new Traces(true, true, Sampling.DEFAULT, List.of(Format.TRACECONTEXT, Format.BAGGAGE)));
  }

  @Test
  void ourOwnKeysSayTheSameAndWin() {
    variables.put(ENDPOINT, "http://other:1");
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

    AgentConfig config =
        load("otlp.endpoint=http://c:4317,otlp.protocol=grpc,otlp.headers='a=1,b=2%2C3'");

    Target traces = Objects.requireNonNull(config.otlp()).traces();
    assertThat(traces.url()).isEqualTo("http://c:4317");
    assertThat(traces.grpc()).isTrue();
    assertThat(traces.headers()).isEqualTo(Map.of("a", "1", "b", "2,3"));
    assertThat(config.problems()).isEmpty();
    assertThat(config.origins().toString()).doesNotContain("2,3").doesNotContain("2%2C3");
    assertThat(config.toString()).doesNotContain("2,3");
  }

  @Test
  void aSignalCanHaveItsOwnWay() throws IOException {
    String file = Files.writeString(folder.resolve("x.pem"), "").toString();
    variables.put("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://logs/in?tenant=secret");
    variables.put("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "api-key=secret");
    variables.put("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "2s");
    variables.put("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    properties.put("otel.exporter.otlp.logs.certificate", file);
    variables.put("OTEL_EXPORTER_OTLP_CLIENT_KEY", file);
    variables.put("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", file);

    OtlpConfig config = otlp();

    assertThat(config.traces()).isNull();
    assertThat(config.metrics()).isNull();
    assertThat(config.logs())
        .isEqualTo(
            new Target(
                "https://logs/in?tenant=secret",
                false,
                Map.of("api-key", "secret"),
                Duration.ofSeconds(2),
                true,
                file,
                file,
                file));
    assertThat(config.logs().shownUrl()).isEqualTo("https://logs/in");
    assertThat(load(null).toString()).doesNotContain("secret");
    assertThat(load(null).origins())
        .contains(
            new Origin(
                "OTEL_EXPORTER_OTLP_COMPRESSION",
                "gzip",
                "environment OTEL_EXPORTER_OTLP_COMPRESSION"));
  }

  @Test
  void everythingElseIsReadToo() {
    properties.put("otel.exporter.otlp.endpoint", "http://c:1/base/");
    variables.put(ENDPOINT, "http://weaker:1");
    variables.put("OTEL_METRICS_EXPORTER", "none");
    variables.put("OTEL_TRACES_EXPORTER", "console,otlp");
    variables.put("OTEL_METRIC_EXPORT_INTERVAL", "5000");
    variables.put("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "LowMemory");
    variables.put(
        "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
        "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM");
    variables.put("OTEL_BSP_MAX_QUEUE_SIZE", "100");
    variables.put("OTEL_BLRP_SCHEDULE_DELAY", "250");
    variables.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
    variables.put("OTEL_TRACES_SAMPLER_ARG", "0.25");

    OtlpConfig config = otlp();

    assertThat(config.metrics()).isNull();
    assertThat(config.traces().url()).isEqualTo("http://c:1/base/v1/traces");
    assertThat(config.reading().interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.reading().temporality()).isEqualTo(Temporality.LOW_MEMORY);
    assertThat(config.reading().exponential()).isTrue();
    assertThat(config.spans().maxQueue()).isEqualTo(100);
    assertThat(config.spans().maxBatch()).isEqualTo(100);
    assertThat(config.logRecords().delay()).isEqualTo(Duration.ofMillis(250));
    assertThat(load(null).traces().sampling()).isEqualTo(new Sampling(true, 0.25));

    variables.put("OTEL_SDK_DISABLED", "true");
    assertThat(load(null).otlp()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_EXPORTER_OTLP_ENDPOINT|collector:4318|expected a URL such as",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT|ftp://c|this signal is not exported",
        "OTEL_EXPORTER_OTLP_PROTOCOL|http/json|expected http/protobuf or grpc",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL|udp|expected http/protobuf or grpc",
        "OTEL_EXPORTER_OTLP_HEADERS|secret|expected name=value with commas",
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS|b d=secret|expected name=value with commas",
        "OTEL_EXPORTER_OTLP_CERTIFICATE|/no/such/file|expected a readable PEM file",
        "OTEL_EXPORTER_OTLP_CLIENT_KEY|pom.xml|expected a client key and a client certificate",
        "OTEL_EXPORTER_OTLP_TIMEOUT|soon|expected a whole number of milliseconds",
        "OTEL_EXPORTER_OTLP_COMPRESSION|zip|expected none or gzip",
        "OTEL_BSP_MAX_QUEUE_SIZE|0|expected a whole number from 1",
        "OTEL_TRACES_SAMPLER|jaeger_remote|expected always_on, always_off",
        "OTEL_TRACES_EXPORTER|zipkin|expected otlp or none",
      })
  void aMistakeIsOneLineAndTheRestGoesOn(String variable, String value, String line) {
    variables.put("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://c:4318/v1/metrics");
    variables.putIfAbsent(ENDPOINT, "http://c:4318");
    variables.put(variable, value);

    AgentConfig config = load(null);

    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0)).contains(variable).contains(line).doesNotContain("secret");
    boolean ofAll = variable.contains("CERTIFICATE") || variable.contains("CLIENT");
    assertThat(config.otlp() == null).isEqualTo(ofAll);
  }

  /** The page lists exactly what is looked up. */
  @Test
  void everySettingIsOnThePage() {
    Set<String> asked = new TreeSet<>();
    Map<String, String> spy =
        new HashMap<>(Map.of(ENDPOINT, "http://c:1")) {
          @Override
          public String get(Object name) {
            asked.add((String) name);
            return super.get(name);
          }
        };
    AgentConfig unused = ConfigLoader.load(null, new Environment(Map.of(), spy));
    asked.removeIf(name -> !name.startsWith("OTEL_"));

    List<String> documented = new ArrayList<>();
    for (OtelReference.Entry entry : OtelReference.ENTRIES) {
      documented.addAll(entry.variables());
    }
    assertThat(documented).containsExactlyInAnyOrderElementsOf(asked);
  }
}
