package io.mcpmonitor.probe.watch;

import io.mcpmonitor.scan.Watcher;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The loop of Spring Boot's devtools. */
final class DevtoolsAdvice extends LoopAdvice {
  DevtoolsAdvice(WatchScope scope) {
    super(scope, "FileSystemWatcher");
  }

  Object compares(Object watched) {
    return watchers.polls(true);
  }

  void compared(@Nullable Object state) {
    restore(state);
  }

  void failed(Throwable thrown, @Nullable Object state) {
    restore(state);
  }

  /** Listeners are told: what they do may well be a scan. */
  Object tells(Object watched, Set<?> changes) {
    Watcher watcher = watchers.ofThread();
    if (watcher != null) {
      watcher.gave(changes.size(), 0);
    }
    return watchers.polls(false);
  }

  void told(@Nullable Object state) {
    restore(state);
  }
}
