package io.mcpmonitor.benchmarks;

/** How the driver speaks to the server. */
enum Transport {
  STDIO("stdio"),
  HTTP("streamable HTTP");

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
