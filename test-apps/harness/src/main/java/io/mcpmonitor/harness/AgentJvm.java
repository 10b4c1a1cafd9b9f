package io.mcpmonitor.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A spawned JVM, with or without the agent; destroyed on close. */
public final class AgentJvm implements AutoCloseable {
  /** Long enough for a busy machine; nothing waits that long when all is well. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern AGENT_URL =
      Pattern.compile("\\[mcp-monitor].*?(http://[^/\\s]+:\\d+)");
  private static final Pattern SERVER_URL = Pattern.compile("(?i)listening on:? (http://\\S+)");

  private final Process process;
  private final Capture stdout;
  private final Capture stderr;

  AgentJvm(ProcessBuilder command) {
    try {
      process = command.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stdout = new Capture("stdout of " + process.pid(), process.getInputStream());
    stderr = new Capture("stderr of " + process.pid(), process.getErrorStream());
  }

  public static JvmBuilder on(Jdk jdk) {
    return new JvmBuilder(jdk);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to the JVM's stdin. */
  public void writeLine(String line) {
    try {
      OutputStream stdin = process.getOutputStream();
      stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      stdin.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write to pid " + pid() + "; its stderr: " + stderr(), e);
    }
  }

  public void closeStdin() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every byte of stdout so far. */
  public byte[] stdoutBytes() {
    return stdout.bytes();
  }

  public List<String> stdoutLines() {
    return stdout.lines();
  }

  public String stderr() {
    return stderr.text();
  }

  /** The lines of stderr that the agent wrote. */
  public List<String> agentLines() {
    return stderr.lines().stream().filter(line -> line.contains("[mcp-monitor]")).toList();
  }

  /** Waits for a line of stdout from the given index on that matches. */
  public Optional<String> awaitStdout(
      int fromLine, java.util.function.Predicate<String> matches, Duration timeout) {
    return stdout.await(
        lines -> lines.stream().skip(fromLine).filter(matches).findFirst(), timeout);
  }

  /** Waits for a line of stderr in which the pattern is found; its first group. */
  public Optional<String> awaitStderr(Pattern pattern, Duration timeout) {
    return stderr.await(
        lines ->
            lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst(),
        timeout);
  }

  /** The address a sample server says it listens on. */
  public URI serverUrl() {
    return URI.create(
        awaitStderr(SERVER_URL, PATIENCE)
            .orElseThrow(
                () -> new IllegalStateException("the server does not listen: " + story())));
  }

  /** An address of the agent's own endpoint, for instance {@code /health}. */
  public URI agentUrl(String path) {
    String base =
        awaitStderr(AGENT_URL, PATIENCE)
            .orElseThrow(() -> new IllegalStateException("the agent names no URL: " + story()));
    return URI.create(base + path);
  }

  /** Asks the JVM to end (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** Ends the JVM without asking (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits for the end of the JVM and of its streams.
   *
   * @return the exit code
   * @throws IllegalStateException when it is still running
   */
  public int awaitExit(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("still running after " + timeout + ": " + story());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    stdout.awaitEnd(PATIENCE);
    stderr.awaitEnd(PATIENCE);
    return process.exitValue();
  }

  /** What is known of the process, for messages. */
  public String story() {
    String state = process.isAlive() ? "running" : "exit " + process.exitValue();
    String said = stderr.text();
    return "pid "
        + pid()
        + " ("
        + state
        + "), "
        + (said.isBlank() ? "stdout:\n" + tail(stdout.text()) : "stderr:\n" + tail(said));
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return lines.stream().skip(Math.max(0, lines.size() - 40)).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit(PATIENCE);
  }

  /** Reads a class path as Maven writes it: one line in a file. */
  public static String classPathFile(Path file) {
    try {
      return java.nio.file.Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("not built: " + file, e);
    }
  }
}
