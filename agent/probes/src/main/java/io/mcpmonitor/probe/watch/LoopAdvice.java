package io.mcpmonitor.probe.watch;

import io.mcpmonitor.scan.Watcher;
import io.mcpmonitor.scan.Watchers;
import org.jspecify.annotations.Nullable;

/** What watches by a loop of its own, and compares what it lists: that is no scan of files. */
abstract class LoopAdvice {
  final Watchers watchers;
  private final String kind;

  LoopAdvice(WatchScope scope, String kind) {
    this.watchers = scope.watchers;
    this.kind = kind;
  }

  final @Nullable Watcher watcher(Object watched) {
    return watchers.of(watched, kind);
  }

  /** The loop begins. */
  @Nullable Object runs(Object watched) {
    Watcher watcher = watcher(watched);
    if (watcher != null) {
      watcher.takes();
    }
    return watcher;
  }

  /** The loop ends as it was told to. */
  void ended(@Nullable Object state) {
    if (state instanceof Watcher watcher) {
      watcher.ends("it was stopped");
    }
  }

  void died(Throwable thrown, @Nullable Object state) {
    if (state instanceof Watcher watcher) {
      watcher.ends("its thread has died of " + thrown.getClass().getName());
    }
  }

  /** Restores what was before. */
  void restore(@Nullable Object state) {
    if (state instanceof Boolean before) {
      boolean unused = watchers.polls(before);
    }
  }
}
