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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scans and lists folders as it is told on standard input, and answers in one line: the nanoseconds
 * it took, those of them that the processor spent outside of the kernel, the bytes it allocated and
 * what it found. Does not know the agent.
 */
public final class ScanServer {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ScanServer() {}

  /** {@code collect|visit <folder>} or {@code list <folder> <times>}; ends with its input. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      Path folder = Path.of(words[1]);
      long bytes = allocated();
      long user = THREADS.getCurrentThreadUserTime();
      long start = System.nanoTime();
      String found =
          switch (words[0]) {
            case "collect" -> Long.toString(collect(folder));
            case "visit" -> Long.toString(visit(folder));
            default -> list(folder, Integer.parseInt(words[2]));
          };
      long nanos = System.nanoTime() - start;
      user = THREADS.getCurrentThreadUserTime() - user;
      System.out.println(nanos + " " + user + " " + (allocated() - bytes) + " " + found);
    }
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static long collect(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    long count = 0;
    for (Path file : files) {
      count += Files.readAllBytes(file).length > 0 ? 1 : 0;
    }
    return count;
  }

  private static long visit(Path folder) throws IOException {
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
