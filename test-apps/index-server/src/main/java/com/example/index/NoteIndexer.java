package com.example.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Indexes notes as one class does it: a method for all, one for each, one to begin anew. */
class NoteIndexer {
  private final Index index;
  private volatile @Nullable Path root;
  private volatile boolean hangs;
  private volatile boolean hopeless;
  private volatile @Nullable Thread hanging;

  NoteIndexer(Index index) {
    this.index = index;
  }

  void indexAll(Path folder) throws IOException {
    root = folder;
    List<Path> notes;
    try (Stream<Path> walk = Files.walk(folder)) {
      notes = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (int i = 0; i < notes.size(); i++) {
      if (i == notes.size() / 2 && hangs) {
        hang();
      }
      index(notes.get(i));
    }
  }

  /** Indexes on other threads, and is done when they are. */
  CompletableFuture<Void> indexInBackground(Path folder) {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    return CompletableFuture.runAsync(() -> indexQuietly(folder), threads)
        .whenComplete((done, failure) -> threads.shutdown());
  }

  private void indexQuietly(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path note : walk.filter(Files::isRegularFile).toList()) {
        index(note);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void index(Path note) throws IOException {
    index(note, Files.readString(note));
  }

  private void index(Path note, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("nothing in " + note.getFileName());
    }
    index.add(text.length());
  }

  private synchronized void hang() {
    hanging = Thread.currentThread();
    while (hangs) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("stopped");
      }
    }
  }

  void hangOnce(Path folder) throws IOException {
    hangs = true;
    indexAll(folder);
  }

  /** Nor can it begin anew. */
  void hangForEver(Path folder) throws IOException {
    hopeless = true;
    hangOnce(folder);
  }

  /** Stops what hangs and indexes again. */
  void reindex() throws IOException {
    Path folder = root;
    Thread stopped = hanging;
    if (folder == null) {
      throw new IllegalStateException("nothing was indexed yet");
    }
    if (hopeless) {
      throw new IllegalStateException("no way out");
    }
    hangs = false;
    if (stopped != null) {
      stopped.interrupt();
    }
    index.clear();
    indexAll(folder);
    System.err.println("reindexed " + index.files());
  }

  /** A class within, with methods of other shapes. */
  static final class Shapes {
    private Shapes() {}

    static int count(Index index, int times, long unused, double[] more) {
      for (int i = 0; i < times; i++) {
        index.add(one(i));
      }
      return times;
    }

    private static long one(long value) {
      return value;
    }
  }
}
