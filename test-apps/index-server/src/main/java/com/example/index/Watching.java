package com.example.index;

import com.example.index.IndexServer.Style;
import io.methvin.watcher.DirectoryWatcher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.monitor.FileAlterationListenerAdaptor;
import org.apache.commons.io.monitor.FileAlterationMonitor;
import org.apache.commons.io.monitor.FileAlterationObserver;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.devtools.filewatch.FileSystemWatcher;

/** Ways to watch a folder. All of them choke on a file that is called poison. */
final class Watching {
  private static final String POISON = "poison";

  private @Nullable WatchService service;
  private @Nullable DirectoryWatcher directoryWatcher;
  private @Nullable FileAlterationMonitor monitor;

  private Watching() {}

  static Map<String, Style> all() {
    Watching watching = new Watching();
    return Map.of(
        "watch-service", watching::service,
        "watch-polls", Watching::polls,
        "watch-methvin", watching::methvin,
        "watch-commons", watching::commons,
        "watch-devtools", Watching::devtools,
        "unwatch", root -> watching.close());
  }

  private static void taste(String file) {
    if (file.endsWith(POISON)) {
      throw new IllegalStateException("choked");
    }
    System.out.println("seen " + file);
  }

  private static WatchService of(Path folder) throws IOException {
    WatchService made = folder.getFileSystem().newWatchService();
    WatchKey unused = folder.register(made, StandardWatchEventKinds.ENTRY_CREATE);
    return made;
  }

  private static void handle(WatchKey key) {
    for (WatchEvent<?> event : key.pollEvents()) {
      taste(String.valueOf(event.context()));
    }
    boolean unused = key.reset();
  }

  private void service(Path folder) throws IOException {
    WatchService made = of(folder);
    service = made;
    Thread thread = new Thread(() -> takeAll(made), "notes-watcher");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> System.out.println("died " + t.getName()));
    thread.start();
  }

  private static void takeAll(WatchService made) {
    try {
      while (true) {
        handle(made.take());
      }
    } catch (InterruptedException | java.nio.file.ClosedWatchServiceException e) {
      System.out.println("left");
    }
  }

  /** The pool swallows the exception, and never calls again. */
  private static void polls(Path folder) throws IOException {
    WatchService made = of(folder);
    ScheduledExecutorService pool =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "poller");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> unused =
        pool.scheduleWithFixedDelay(() -> poll(made), 0, 100, TimeUnit.MILLISECONDS);
  }

  private static void poll(WatchService made) {
    WatchKey key = made.poll();
    if (key != null) {
      handle(key);
    }
  }

  private void methvin(Path folder) throws IOException {
    DirectoryWatcher made =
        DirectoryWatcher.builder()
            .path(folder)
            .listener(event -> taste(event.path().toString()))
            .build();
    directoryWatcher = made;
    var unused = made.watchAsync();
  }

  @SuppressWarnings("deprecation") // the constructor of old versions too
  private void commons(Path folder) throws Exception {
    FileAlterationObserver observer = new FileAlterationObserver(folder.toFile());
    observer.addListener(
        new FileAlterationListenerAdaptor() {
          @Override
          public void onFileCreate(File file) {
            taste(file.getName());
          }
        });
    FileAlterationMonitor made = new FileAlterationMonitor(100, observer);
    made.setThreadFactory(
        task -> {
          Thread thread = new Thread(task, "monitor");
          thread.setDaemon(true);
          thread.setUncaughtExceptionHandler((t, e) -> System.out.println("died monitor"));
          return thread;
        });
    monitor = made;
    made.start();
  }

  private static void devtools(Path folder) {
    FileSystemWatcher made =
        new FileSystemWatcher(true, Duration.ofMillis(200), Duration.ofMillis(100));
    made.addSourceDirectory(folder.toFile());
    made.addListener(
        changes ->
            changes.forEach(
                change -> change.getFiles().forEach(file -> taste(file.getFile().getName()))));
    made.start();
  }

  private void close() throws Exception {
    WatchService open = service;
    if (open != null) {
      open.close();
    }
    DirectoryWatcher watching = directoryWatcher;
    if (watching != null) {
      watching.close();
    }
    FileAlterationMonitor polling = monitor;
    if (polling != null) {
      polling.stop();
    }
  }
}
