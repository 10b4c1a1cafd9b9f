package io.mcpmonitor.probe.watch;

import io.mcpmonitor.scan.Watcher;
import org.jspecify.annotations.Nullable;

/** An observer of Commons IO: of a monitor, or asked by the application itself. */
final class ObserverAdvice extends LoopAdvice {
  ObserverAdvice(WatchScope scope) {
    super(scope, "FileAlterationObserver");
  }

  Object lists(Object observer) {
    return watchers.polls(true);
  }

  Object compares(Object observer) {
    if (watchers.ofThread() == null) {
      Watcher own = watcher(observer);
      if (own != null) {
        own.takes();
        own.took();
      }
    }
    return watchers.polls(true);
  }

  void compared(@Nullable Object state) {
    restore(state);
  }

  void failed(Throwable thrown, @Nullable Object state) {
    restore(state);
  }

  /** A listener is told: what that does may well be a scan. */
  Object tells(Object observer) {
    Watcher watcher = watchers.ofThread();
    if (watcher != null) {
      watcher.gave(1, 0);
    }
    return watchers.polls(false);
  }

  /** A listener is told if the file has changed, which cannot be seen here. */
  Object matches(Object observer) {
    return watchers.polls(false);
  }

  void told(@Nullable Object state) {
    restore(state);
  }
}
