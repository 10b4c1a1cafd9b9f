package io.mcpmonitor.jar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A JVM of its own that runs an application, with what it says. */
final class Application implements AutoCloseable {
  private static final long SECONDS = 120;

  private final Process process;
  final List<String> out = new CopyOnWriteArrayList<>();
  final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private Application(Process process) {
    this.process = process;
    readers.add(read(process.getInputStream(), out));
    readers.add(read(process.getErrorStream(), err));
  }

  /**
   * Starts an application.
   *
   * @param jvm options before the main class
   * @param command the main class and its arguments
   */
  static Application start(Path javaHome, List<String> jvm, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(javaHome.resolve("bin/java").toString());
    line.addAll(jvm);
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new Application(builder.start());
  }

  static String agent() {
    return "-javaagent:" + TheJar.path() + "=http.port=0";
  }

  /** The parts of the test class path with one of these in their name, and the test classes. */
  static List<String> testPath(String... parts) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                entry.endsWith("test-classes")
                    || Arrays.stream(parts)
                        .anyMatch(part -> new File(entry).getName().contains(part)))
        .toList();
  }

  long pid() {
    return process.pid();
  }

  void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private static Thread read(InputStream from, List<String> to) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  to.add(line);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  /** Waits until the lines hold one like this. */
  void await(List<String> lines, Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (lines.stream().noneMatch(wanted)) {
      if (System.nanoTime() > end || readers.stream().noneMatch(Thread::isAlive)) {
        throw new AssertionError("not said by the application: " + this);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Waits for the end; what was said is complete then. */
  int exit() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the application does not end: " + this);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  /** The agent's warnings. */
  List<String> warnings() {
    return err.stream().filter(line -> line.startsWith("[mcp-monitor] warning")).toList();
  }

  @Override
  public String toString() {
    return "stdout\n"
        + out.stream().collect(Collectors.joining("\n"))
        + "\nstderr\n"
        + err.stream().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
