package io.mcpmonitor.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** What runs beside the server in its JVM. */
enum Variant {
  NONE("none"),

  /** The same once more: how far its ratio is from 1 says how much all ratios can be trusted. */
  CONTROL("none, once more"),
  EMPTY("empty agent"),
  OURS("mcp-monitor"),
  OTEL("OpenTelemetry agent");

  private final String label;

  Variant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  List<String> jvmArguments(Installation installation) {
    return switch (this) {
      case NONE, CONTROL -> List.of();
      case EMPTY -> List.of(agent(installation.emptyAgent()));
      case OURS -> List.of(agent(installation.agentJar()) + "=http.port=0");
      case OTEL ->
          List.of(
              agent(installation.otherAgentJar()),
              "-Dotel.service.name=echo",
              "-Dotel.traces.exporter=none",
              "-Dotel.logs.exporter=none",
              "-Dotel.metrics.exporter=prometheus",
              "-Dotel.exporter.prometheus.host=127.0.0.1",
              "-Dotel.exporter.prometheus.port=0");
    };
  }

  private static String agent(Path jar) {
    return "-javaagent:" + jar;
  }
}
