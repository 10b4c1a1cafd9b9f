package io.mcpmonitor.probe.named;

import io.mcpmonitor.scan.NamedScans;
import org.jspecify.annotations.Nullable;

/** A method that scans. */
final class ScanAdvice {
  private final NamedScans scans;
  private final String method;

  ScanAdvice(NamedScope scope, String method) {
    this.scans = scope.scans;
    this.method = method;
  }

  @Nullable Object begins(@Nullable Object owner) {
    return scans.called(method, owner);
  }

  void ends(@Nullable Object returned, @Nullable Object state) {
    scans.returned(state, returned);
  }

  void fails(Throwable thrown, @Nullable Object state) {
    scans.threw(state, thrown);
  }
}
