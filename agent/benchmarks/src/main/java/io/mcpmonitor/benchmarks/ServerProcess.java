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

/** A running echo server with a first client that has said {@code initialize}. */
final class ServerProcess implements AutoCloseable {
  private static final String HEAP = "-Xmx256m";
  private static final double TICKS_PER_SECOND = 100;
  private static final int CPU_FIELD = 11; // utime, counted behind the command's name
  private final Process process;
  private final Transport transport;
  private final List<Client> clients = new ArrayList<>();
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
    this.transport = transport;
    long start = System.nanoTime();
    process = new ProcessBuilder(command).start();
    try {
      Thread reader = new Thread(this::readErrors, "stderr");
      reader.setDaemon(true);
      reader.start();
      Client unused = connect();
      secondsToAnswer = (System.nanoTime() - start) / 1e9;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Another client; over stdio there can be only one. */
  Client connect() throws IOException {
    Client client =
        new Client(
            transport == Transport.HTTP
                ? new HttpConnection(port())
                : new StdioConnection(process));
    clients.add(client);
    client.initialize();
    return client;
  }

  /** The clients that are connected. */
  List<Client> clients() {
    return clients;
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
    for (Client client : clients) {
      client.close();
    }
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
