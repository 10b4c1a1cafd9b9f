package io.mcpmonitor.probe.watch;

import io.mcpmonitor.scan.Watcher;
import io.mcpmonitor.scan.Watchers;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watch service of the JDK. */
final class ServiceAdvice {
  private static final String KIND = "WatchService";

  private final Watchers watchers;

  ServiceAdvice(WatchScope scope) {
    this.watchers = scope.watchers;
  }

  void registers(WatchService service) {
    Watcher unused = watchers.of(service, KIND);
  }

  @Nullable Object takes(WatchService service) {
    Watcher watcher = watchers.of(service, KIND);
    if (watcher != null) {
      watcher.takes();
    }
    return watcher;
  }

  void took(@Nullable Object returned, @Nullable Object state) {
    if (state instanceof Watcher watcher) {
      watcher.took();
    }
  }

  void left(Throwable thrown, @Nullable Object state) {
    if (state instanceof Watcher watcher) {
      watcher.took();
    }
  }

  void closes(WatchService service) {
    Watcher watcher = watchers.of(service, KIND);
    if (watcher != null) {
      watcher.ends("it was closed");
    }
  }

  void gave(
      @Nullable List<WatchEvent<?>> events,
      @Nullable Object state,
      Object key,
      @Nullable WatchService service) {
    if (events == null || events.isEmpty() || service == null) {
      return;
    }
    Watcher watcher = watchers.of(service, KIND);
    if (watcher != null) {
      long lost = 0;
      for (WatchEvent<?> event : events) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
          lost++;
        }
      }
      watcher.gave(events.size() - lost, lost);
    }
  }
}
