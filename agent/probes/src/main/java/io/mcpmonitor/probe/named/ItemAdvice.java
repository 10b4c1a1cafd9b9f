package io.mcpmonitor.probe.named;

import io.mcpmonitor.scan.NamedScans;
import org.jspecify.annotations.Nullable;

/** A method that works on one item of a scan. */
final class ItemAdvice {
  private final NamedScans scans;

  ItemAdvice(NamedScope scope, String method) {
    this.scans = scope.scans;
  }

  @Nullable Object begins() {
    return scans.itemCalled();
  }

  void ends(@Nullable Object returned, @Nullable Object state) {
    scans.itemDone(state, null);
  }

  void fails(Throwable thrown, @Nullable Object state) {
    scans.itemDone(state, thrown);
  }
}
