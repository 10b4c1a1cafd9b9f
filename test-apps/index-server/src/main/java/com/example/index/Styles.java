package com.example.index;

import com.example.index.IndexServer.Style;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Ways to index a folder, as people write them. */
final class Styles {
  private final Index index;

  private Styles(Index index) {
    this.index = index;
  }

  static Map<String, Style> all(Index index) {
    Styles styles = new Styles(index);
    return Map.of(
        "collect", styles::collectFirst,
        "walk", styles::whileWalking,
        "visitor", styles::visitor,
        "find", styles::find,
        "parallel", styles::parallel,
        "executor", styles::executor,
        "streams", root -> styles.streams(root),
        "old", root -> styles.old(root.toFile()),
        "names", root -> styles.names(root.toFile()),
        "virtual", styles::threadPerFile);
  }

  private void collectFirst(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      index.add(Files.readString(file).length());
    }
  }

  private void whileWalking(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).forEach(this::bytes);
    }
  }

  private void visitor(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
              index.add(in.readAllBytes().length);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void find(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.find(root, 99, (path, about) -> about.isRegularFile())) {
      files = found.toList();
    }
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        index.add(lines.mapToLong(line -> line.length() + 1L).sum());
      }
    }
  }

  private void parallel(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).toList().parallelStream().forEach(this::channel);
    }
  }

  private void executor(Path root) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> results = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> results.add(pool.submit(() -> stream(file.toFile()))));
    }
    for (Future<?> result : results) {
      result.get();
    }
    pool.shutdown();
  }

  private void streams(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)) {
          streams(entry);
        } else {
          bytes(entry);
        }
      }
    }
  }

  private void old(File folder) {
    File[] entries = folder.listFiles();
    if (entries == null) {
      return;
    }
    for (File entry : entries) {
      if (entry.isDirectory()) {
        old(entry);
      } else {
        stream(entry);
      }
    }
  }

  private void names(File folder) throws IOException {
    String[] names = folder.list();
    if (names == null) {
      return;
    }
    for (String name : names) {
      File entry = new File(folder, name);
      if (entry.isDirectory()) {
        names(entry);
        continue;
      }
      try (RandomAccessFile in = new RandomAccessFile(entry, "r")) {
        byte[] content = new byte[(int) in.length()];
        in.readFully(content);
        index.add(content.length);
      }
    }
  }

  /** Virtual threads where there are some. */
  private void threadPerFile(Path root) throws Exception {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    ExecutorService threads;
    try {
      threads =
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      threads = Executors.newCachedThreadPool();
    }
    List<Future<?>> results = new ArrayList<>();
    for (Path file : files) {
      results.add(threads.submit(() -> bytes(file)));
    }
    for (Future<?> result : results) {
      result.get();
    }
    threads.shutdown();
  }

  private void bytes(Path file) {
    try {
      index.add(Files.readAllBytes(file).length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void channel(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
      int count = channel.read(buffer);
      while (count > 0) {
        count = channel.read(buffer);
      }
      index.add(buffer.position());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stream(File file) {
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] buffer = new byte[8 * 1024];
      long length = 0;
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        length += count;
      }
      index.add(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
