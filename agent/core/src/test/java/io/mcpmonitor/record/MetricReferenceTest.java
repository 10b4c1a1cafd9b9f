package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.record.MetricNames.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The reference of the metrics is rendered from {@link MetricNames}. After a change: {@code mvn -pl
 * agent/core -am test -DupdateReference=true}.
 */
class MetricReferenceTest {
  private static final String INTRO =
      """
      # Metrics

      Rendered from the code; do not edit. Everything below is on `/metrics`. With OpenTelemetry the
      same metrics have the names in the second column; those without one are made from
      `mcp_server_operation_duration_seconds` when Prometheus scrapes.

      - Labels hold only what the server registered. What a caller invents becomes `_other`; of
        tools and prompts together 2,000 names are kept, of one metric 5,000 series.
      - A request has failed when it ended with a tool error (`tool_error`), with an exception (its
        class name), by cancellation (`cancelled`), by timeout or with a JSON-RPC error code. On the
        server side the codes -32700, -32600, -32601, -32602 and -32002 are the caller's fault: the
        code is recorded (`rpc_response_status_code`), but no error.
      - `subscriptions/listen` is a request that lasts for hours: it is in none of these metrics.
      - Notifications are in `mcp_server_operation_duration_seconds`, not in the request metrics.
        The exception: under the method `_other` invented requests and notifications are one.
      - The last column: "always" means from the first tool call on.

      | Prometheus | OpenTelemetry | type | unit | labels | meaning | there |
      |---|---|---|---|---|---|---|
      """;

  @Test
  void theReferenceIsUpToDate() throws IOException {
    Path file = root().resolve("docs/reference/metrics.md");
    String rendered = render();
    if (Boolean.getBoolean("updateReference")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, rendered);
    }
    assertThat(file).as("run with -DupdateReference=true").exists();
    assertThat(Files.readString(file, StandardCharsets.UTF_8))
        .as("run with -DupdateReference=true")
        .isEqualTo(rendered);
  }

  private static String render() {
    return INTRO
        + MetricNames.ALL.stream().map(MetricReferenceTest::row).collect(Collectors.joining());
  }

  private static String row(Metric metric) {
    return String.format(
        "| `%s` | %s | %s | %s | %s | %s | %s |%n",
        metric.prometheusName(),
        metric.derived() ? "" : "`" + metric.name() + "`",
        metric.type().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        metric.unit(),
        metric.labels().stream()
            .map(label -> "`" + label.replace('.', '_') + "`")
            .collect(Collectors.joining(", ")),
        metric.description(),
        metric.condition() == null ? "always" : metric.condition());
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve(".mvn"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
