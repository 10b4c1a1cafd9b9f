package io.mcpmonitor.output.otlp;

/** What can be exported. */
enum Signal {
  TRACES("traces", "opentelemetry.proto.collector.trace.v1.TraceService"),
  METRICS("metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService"),
  LOGS("logs", "opentelemetry.proto.collector.logs.v1.LogsService");

  private final String label;
  private final String service;

  Signal(String label, String service) {
    this.label = label;
    this.service = service;
  }

  /** Its name for people and in labels. */
  String label() {
    return label;
  }

  /** The path of its gRPC method. */
  String grpcPath() {
    return "/" + service + "/Export";
  }
}
