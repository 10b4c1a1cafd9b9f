package io.mcpmonitor.benchmarks.server;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scans and lists folders as it is told on standard input. A scan is done in turns: after so many
 * files it says what they took and waits for a line to go on, so that other processes can take
 * turns with it. Does not know the agent.
 */
public final class ScanServer {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private long filesInTurn;
  private long files;
  private long bytes;
  private long userNanos;
  private long start;

  private ScanServer() {}

  /**
   * {@code collect|visit <folder> <files in a turn>} or {@code list <folder> <times>}; ends with
   * its input. Answers in one line for each turn: the nanoseconds it took, those of them that the
   * processor spent outside of the kernel, the bytes it allocated, and what it found when it was
   * the last turn.
   */
  public static void main(String[] arguments) throws IOException {
    new ScanServer().serve();
  }

  private void serve() throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      Path folder = Path.of(words[1]);
      int count = Integer.parseInt(words[2]);
      filesInTurn = count;
      begin();
      String found =
          switch (words[0]) {
            case "collect" -> Long.toString(collect(folder));
            case "visit" -> Long.toString(visit(folder));
            default -> list(folder, count);
          };
      end(found);
    }
  }

  /** A file was dealt with. */
  private void done() throws IOException {
    files++;
    if (files == filesInTurn) {
      end("");
      String unused = in.readLine();
      begin();
    }
  }

  private void begin() {
    files = 0;
    bytes = allocated();
    userNanos = THREADS.getCurrentThreadUserTime();
    start = System.nanoTime();
  }

  private void end(String found) {
    long nanos = System.nanoTime() - start;
    long user = THREADS.getCurrentThreadUserTime() - userNanos;
    System.out.println(nanos + " " + user + " " + (allocated() - bytes) + " " + found);
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private long collect(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      Iterator<Path> paths = walk.filter(Files::isRegularFile).iterator();
      while (paths.hasNext()) {
        found.add(paths.next());
        done();
      }
    }
    long count = 0;
    for (Path file : found) {
      count += Files.readAllBytes(file).length > 0 ? 1 : 0;
      done();
    }
    return count;
  }

  private long visit(Path folder) throws IOException {
    long[] count = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
              count[0] += in.readAllBytes().length > 0 ? 1 : 0;
            }
            done();
            return FileVisitResult.CONTINUE;
          }
        });
    return count[0];
  }

  /** The median and the 99th percentile of listing a folder, in both ways of the JDK. */
  private static String list(Path folder, int times) throws IOException {
    File old = folder.toFile();
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      if (i % 2 == 0) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
          entries.forEach(entry -> {});
        }
      } else {
        String[] unused = old.list();
      }
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[times / 2] + " " + nanos[times * 99 / 100];
  }
}
