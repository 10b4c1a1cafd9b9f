package io.mcpmonitor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running echo server with a client that has said {@code initialize}. */
final class ServerProcess implements AutoCloseable {
  private static final String HEAP = "-Xmx256m";
  private static final double TICKS_PER_SECOND = 100;
  private static final int CPU_FIELD = 11; // utime, counted behind the command's name
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

  private final Process process;
  private final Connection connection;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  /** From the start of the process to its first answer. */
  final double secondsToAnswer;

  ServerProcess(
      Installation installation, Variant variant, Transport transport, List<String> jvmArguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Installation.java(), HEAP));
    command.addAll(jvmArguments);
    command.addAll(variant.jvmArguments(installation));
    command.addAll(List.of("-cp", installation.serverClassPath(), installation.serverClass()));
    command.add(transport == Transport.HTTP ? "http" : "stdio");
    long start = System.nanoTime();
    process = new ProcessBuilder(command).start();
    try {
      Thread reader = new Thread(this::readErrors, "stderr");
      reader.setDaemon(true);
      reader.start();
      connection =
          transport == Transport.HTTP ? new HttpConnection(port()) : new StdioConnection(process);
      String answer = connection.call(INITIALIZE);
      secondsToAnswer = (System.nanoTime() - start) / 1e9;
      if (!answer.contains("serverInfo")) {
        throw new IOException("not initialized: " + answer);
      }
      connection.notification(INITIALIZED);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private int port() throws IOException {
    try {
      return port.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException("the server told no port", e);
    }
  }

  private void readErrors() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("port ")) {
          port.complete(Integer.valueOf(line.substring("port ".length())));
        }
      }
    } catch (IOException e) {
      // the process has ended
    }
    port.completeExceptionally(new IOException("the server ended"));
  }

  void echo(int id) throws IOException {
    String answer = tool(id, "echo", "{\"text\":\"hello\"}");
    if (!answer.contains("hello")) {
      throw new IOException("unexpected answer: " + answer);
    }
  }

  Usage usage() throws IOException {
    String answer = tool(0, "usage", "{}");
    int from = answer.indexOf("\"text\":\"") + "\"text\":\"".length();
    String[] numbers = answer.substring(from, answer.indexOf('"', from)).split(" ", -1);
    return new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  private String tool(int id, String name, String arguments) throws IOException {
    return connection.call(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
            + name
            + "\",\"arguments\":"
            + arguments
            + "}}");
  }

  /** CPU seconds of the process up to now; Linux only. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[CPU_FIELD]) + Long.parseLong(fields[CPU_FIELD + 1]);
    return ticks / TICKS_PER_SECOND;
  }

  /** Resident memory now; Linux only. */
  double rssMebibytes() throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS");
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  @Override
  public void close() throws IOException {
    connection.close();
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
