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
    if (isOfNoWalker()) {
      scope.scans.enters(folder.toString());
    }
  }

  /** A directory stream gives its next entry. */
  void gives(@Nullable Path entry) {
    if (entry != null && scope.scans.isActive() && isOfNoWalker()) {
      scope.found();
      scope.scans.found(entry.toString());
    }
  }

  /** A folder was read at once. */
  void lists(String @Nullable [] names, @Nullable Object state, File folder) {
    if (names == null || !isOfNoWalker()) {
      return;
    }
    String path = folder.getPath();
    Run run = scope.scans.enters(path);
    if (run != null && names.length > 0) {
      scope.found();
      scope.scans.found(run, path, names);
    }
  }

  private boolean isOfNoWalker() {
    Here here = scope.here();
    return here != null && here.depth == 0;
  }
}
