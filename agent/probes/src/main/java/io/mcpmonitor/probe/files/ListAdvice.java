package io.mcpmonitor.probe.files;

import io.mcpmonitor.probe.files.FilesScope.Here;
import io.mcpmonitor.scan.Run;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Folders that are read one by one: directory streams and {@code File.list}. */
final class ListAdvice {
  private final FilesScope scope;

  ListAdvice(FilesScope scope) {
    this.scope = scope;
  }

  /** A directory stream is opened. */
  void opens(Path folder) {
    Here here = scope.ofThread();
    if (here.depth == 0) {
      here.listing = scope.isNoConcern() ? null : scope.scans.lists(folder.toString());
    }
  }

  /**
   * A directory stream gives its next entry. One that was left to read the folders in it is taken
   * for the one that was opened last: they are of the same run, and nearly always as new.
   */
  void gives(@Nullable Path entry) {
    Here here = scope.ofThread();
    Run run = here.listing;
    if (run != null && entry != null && here.depth == 0 && scope.scans.work().isActive()) {
      scope.found();
      scope.scans.found(run, entry.toString());
    }
  }

  /** A folder was read at once. */
  void lists(String @Nullable [] names, @Nullable Object state, File folder) {
    if (names != null && isOfNoWalker()) {
      if (names.length > 0) {
        scope.found();
      }
      scope.scans.lists(folder.getPath(), names);
    }
  }

  private boolean isOfNoWalker() {
    Here here = scope.here();
    return here != null && here.depth == 0;
  }
}
