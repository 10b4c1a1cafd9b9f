package io.mcpmonitor.benchmarks;

import java.io.Closeable;
import java.io.IOException;

/** One client of the echo server, with a session of its own; one call at a time. */
final class Client implements Closeable {
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}""";
  private static final String INITIALIZED =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}""";

  /**
   * What the server has used.
   *
   * @param bytes allocated by its live threads
   * @param cpuNanos of the process
   */
  record Usage(long bytes, long cpuNanos) {}

  private final Connection connection;
  private int id;

  Client(Connection connection) {
    this.connection = connection;
  }

  /** Waits for the first answer. */
  void initialize() throws IOException {
    String answer = connection.call(INITIALIZE);
    if (!answer.contains("serverInfo")) {
      throw new IOException("not initialized: " + answer);
    }
    connection.notification(INITIALIZED);
  }

  void echo() throws IOException {
    String answer = tool("echo", "{\"text\":\"hello\"}");
    if (!answer.contains("hello")) {
      throw new IOException("unexpected answer: " + answer);
    }
  }

  Usage usage() throws IOException {
    String answer = tool("usage", "{}");
    int from = answer.indexOf("\"text\":\"") + "\"text\":\"".length();
    String[] numbers = answer.substring(from, answer.indexOf('"', from)).split(" ", -1);
    return new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  private String tool(String name, String arguments) throws IOException {
    return connection.call(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id++
            + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
            + name
            + "\",\"arguments\":"
            + arguments
            + "}}");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
