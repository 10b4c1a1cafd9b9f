package com.example.index;

import com.example.index.IndexServer.Style;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Ways to index that go wrong. */
final class Troubles {
  private final Index index;
  private final Object first = new Object();
  private final Object second = new Object();

  private Troubles(Index index) {
    this.index = index;
  }

  static Map<String, Style> all(Index index) {
    Troubles troubles = new Troubles(index);
    NoteIndexer notes = new NoteIndexer(index);
    Map<String, Style> all = new HashMap<>();
    all.put("everything", troubles::everything);
    all.put("deadlock", troubles::deadlock);
    all.put("some", troubles::some);
    all.put("tolerant", troubles::tolerant);
    all.put("links", troubles::followLinks);
    all.put("notes", notes::indexAll);
    all.put("background", root -> notes.indexInBackground(root).get());
    all.put("hanging", notes::hangOnce);
    all.put("hopeless", notes::hangForEver);
    all.put("shapes", root -> NoteIndexer.Shapes.count(index, 30, 2L, new double[1]));
    return all;
  }

  /** Opens whatever is there, named pipes too. */
  private void everything(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(path -> !Files.isDirectory(path)).sorted().toList();
    }
    for (Path file : files) {
      index.add(Files.readAllBytes(file).length);
    }
  }

  /** Reads half of the files, and then waits for a lock that never comes. */
  private void deadlock(Path root) throws Exception {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    CountDownLatch bothHold = new CountDownLatch(2);
    Thread other = new Thread(() -> lock(second, first, bothHold), "other");
    other.setDaemon(true);
    for (int i = 0; i < files.size(); i++) {
      index.add(Files.readAllBytes(files.get(i)).length);
      if (i == files.size() / 2) {
        other.start();
        lock(first, second, bothHold);
      }
    }
  }

  private void lock(Object one, Object two, CountDownLatch bothHold) {
    synchronized (one) {
      bothHold.countDown();
      try {
        bothHold.await();
      } catch (InterruptedException e) {
        return;
      }
      synchronized (two) {
        index.add(0);
      }
    }
  }

  /** Only files of one kind are of interest. */
  private void some(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(path -> path.toString().endsWith("7.txt")).toList()) {
        index.add(Files.readAllBytes(file).length);
      }
    }
  }

  /** Goes on after what cannot be read. */
  private void tolerant(Path root) throws IOException {
    Files.walkFileTree(root, visitor());
  }

  private void followLinks(Path root) throws IOException {
    Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), 99, visitor());
  }

  private SimpleFileVisitor<Path> visitor() {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        try {
          index.add(Files.readAllBytes(file).length);
        } catch (IOException e) {
          return FileVisitResult.CONTINUE;
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
