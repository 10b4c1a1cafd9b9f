package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL that can be stopped and started again with its data and its port. */
final class Postgres implements AutoCloseable {
  private final Path data;
  private final int port = Ports.free();
  private EmbeddedPostgres server;

  Postgres(Path data) {
    this.data = data;
    this.server = start();
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=2";
  }

  int port() {
    return port;
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    server = start();
  }

  /** Stops every process of the server without ending it: it accepts and says nothing. */
  void hang() {
    signal("-STOP");
  }

  /** Lets the server go on. */
  void goOn() {
    signal("-CONT");
  }

  private void signal(String signal) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").contains(data.toString()))
        .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
        .map(p -> String.valueOf(p.pid()))
        .distinct()
        .forEach(command::add);
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0 || command.size() < 3) {
        throw new IllegalStateException("not signalled: " + command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private EmbeddedPostgres start() {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              .setPGStartupWait(AgentJvm.PATIENCE);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
