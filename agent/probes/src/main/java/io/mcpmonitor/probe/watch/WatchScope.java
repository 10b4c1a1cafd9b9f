package io.mcpmonitor.probe.watch;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.scan.Watchers;

/** Where watchers are told of. */
final class WatchScope {
  final Watchers watchers;

  WatchScope(ProbeContext context) {
    this.watchers = context.pipeline().scans().watching();
  }
}
