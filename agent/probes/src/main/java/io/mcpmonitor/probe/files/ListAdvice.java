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
    Here here = scope.here();
    if (here != null && here.depth == 0) {
      String path = folder.toString();
      Run run = scope.scans.enters(path);
      here.folder = run == null ? null : path;
      here.folderRun = run;
      here.folderHash = run == null ? 0 : scope.scans.hashOf(path);
    }
  }

  /** A directory stream gives its next entry. */
  void gives(@Nullable Path entry) {
    if (entry == null || !scope.scans.isActive()) {
      return;
    }
    Here here = scope.here();
    if (here != null && here.depth == 0) {
      scope.found();
      String path = entry.toString();
      Run run = here.folderRun;
      String folder = here.folder;
      if (run != null && folder != null && !run.isOver() && isIn(path, folder)) {
        scope.scans.found(run, here.folderHash, path, folder.length() + 1);
      } else {
        scope.scans.found(path);
      }
    }
  }

  private static boolean isIn(String path, String folder) {
    int length = folder.length();
    return path.length() > length + 1
        && path.charAt(length) == '/'
        && path.startsWith(folder)
        && path.indexOf('/', length + 1) < 0;
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
