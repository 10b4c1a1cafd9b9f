package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Ports;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real MariaDB, unpacked by the build, with empty databases and no passwords. */
final class Mariadb implements AutoCloseable {
  private final Process server;
  private final int port = Ports.free();

  Mariadb(Path folder, List<String> databases) {
    Path log = folder.resolve("log");
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      for (String database : databases) {
        Files.createDirectories(data.resolve(database)); // a folder is a database
      }
      Path home = home();
      Path program = home.resolve("bin/mariadbd");
      if (!program.toFile().setExecutable(true)) {
        throw new IllegalStateException("not executable: " + program);
      }
      server =
          new ProcessBuilder(
                  program.toString(),
                  "--no-defaults",
                  "--user=root",
                  "--skip-grant-tables",
                  "--basedir=" + home,
                  "--lc-messages-dir=" + home.resolve("share/english"),
                  "--datadir=" + data,
                  "--socket=" + folder.resolve("socket"),
                  "--pid-file=" + folder.resolve("pid"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--innodb-buffer-pool-size=32M",
                  "--innodb-log-file-size=8M")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String said = Wait.until(() -> read(log), Mariadb::isReady, AgentJvm.PATIENCE);
    if (!isReady(said)) {
      close();
      throw new IllegalStateException("MariaDB does not start: " + said);
    }
  }

  private static boolean isReady(String log) {
    return log.contains("ready for connections");
  }

  private static String read(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() throws IOException {
    try (Stream<Path> found = Files.walk(Path.of("target/mariadb"))) {
      return found
          .filter(path -> path.endsWith("bin/mariadbd"))
          .map(path -> path.toAbsolutePath().getParent().getParent())
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("not unpacked: build with -Pmatrix"));
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
