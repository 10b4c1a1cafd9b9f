package io.mcpmonitor.probe.watch;

import io.mcpmonitor.scan.Watcher;

/** A monitor of Commons IO: a thread that asks its observers again and again. */
final class MonitorAdvice extends LoopAdvice {
  MonitorAdvice(WatchScope scope) {
    super(scope, "FileAlterationMonitor");
  }

  void starts(Object monitor) {
    Watcher unused = watcher(monitor); // named by whoever starts it
  }

  void stops(Object monitor) {
    Watcher watcher = watcher(monitor);
    if (watcher != null) {
      watcher.ends("it was stopped");
    }
  }
}
