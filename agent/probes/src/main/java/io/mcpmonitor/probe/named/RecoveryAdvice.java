package io.mcpmonitor.probe.named;

import io.mcpmonitor.scan.NamedScans;
import org.jspecify.annotations.Nullable;

/** The class whose method begins a scan anew: an instance of it is needed for that. */
final class RecoveryAdvice {
  private final NamedScans scans;

  RecoveryAdvice(NamedScope scope, String method) {
    this.scans = scope.scans;
  }

  void made(@Nullable Object returned, @Nullable Object state, @Nullable Object owner) {
    scans.made(owner);
  }

  void runs(@Nullable Object owner) {
    scans.made(owner);
  }
}
