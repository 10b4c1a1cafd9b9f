package io.mcpmonitor.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prometheus' own judge of a scrape. A test that needs it is skipped without it; with {@code
 * CI=true} it fails.
 */
public final class Promtool {
  private static final int LINT = 3;

  private Promtool() {}

  /**
   * What {@code promtool check metrics} remarks, one line each.
   *
   * @throws IllegalStateException when it cannot read the text at all
   */
  public static List<String> remarks(String metrics) {
    try {
      Path file = Files.createTempFile("scrape", ".txt");
      try {
        Files.writeString(file, metrics);
        return run(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> run(Path file) throws IOException, InterruptedException {
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw NodeTools.missing("promtool cannot be run: " + e.getMessage());
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!promtool.waitFor(AgentJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      promtool.destroyForcibly();
      throw new IllegalStateException("promtool does not end");
    }
    if (promtool.exitValue() != 0 && promtool.exitValue() != LINT) {
      throw new IllegalStateException("promtool: exit " + promtool.exitValue() + ": " + said);
    }
    return said.lines().filter(line -> !line.isBlank()).toList();
  }
}
