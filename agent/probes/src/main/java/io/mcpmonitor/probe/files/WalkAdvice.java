package io.mcpmonitor.probe.files;

import io.mcpmonitor.probe.files.FilesScope.Here;
import io.mcpmonitor.scan.Run;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** {@code Files.walk}, {@code find} and {@code walkFileTree}: all step with one class. */
final class WalkAdvice {
  private final FilesScope scope;

  WalkAdvice(FilesScope scope) {
    this.scope = scope;
  }

  /** A walk begins; the walker meets its root within this method. */
  @Nullable Object begins(Object walker, Path root) {
    Here here = scope.here();
    if (here == null) {
      return null;
    }
    Run run = null;
    if (root.getFileSystem() == FileSystems.getDefault()) { // not the inside of a jar
      run = scope.scans.walks(root.toString());
      if (run != null) {
        scope.begins(walker, run);
      }
    }
    return enter(here, run);
  }

  void stepped(@Nullable Object returned, @Nullable Object state) {
    leave(state);
  }

  @Nullable Object steps(Object walker) {
    Here here = scope.here();
    return here == null ? null : enter(here, scope.runOf(walker));
  }

  void went(@Nullable Object returned, @Nullable Object state, Object walker) {
    leave(state);
    if (returned == null) {
      scope.ends(walker);
    }
  }

  void failed(Throwable thrown, @Nullable Object state) {
    leave(state);
  }

  void closes(Object walker) {
    scope.ends(walker);
  }

  /** A walker meets a file or folder. */
  void meets(
      Object type,
      Path path,
      @Nullable BasicFileAttributes attributes,
      @Nullable IOException failure) {
    Here here = scope.here();
    Run run = here == null ? null : here.run;
    if (run == null) {
      return;
    }
    if (failure != null) {
      scope.scans.failed(run, path.toString(), failure);
    } else if (attributes == null) {
      return; // it leaves a folder
    } else if (attributes.isDirectory()) {
      scope.scans.entered(run, path.toString());
    } else if (!attributes.isSymbolicLink()) {
      scope.found();
      scope.scans.found(run, path.toString());
    }
  }

  private static Object enter(Here here, @Nullable Run run) {
    here.depth++;
    here.run = run;
    return here;
  }

  private static void leave(@Nullable Object state) {
    if (state instanceof Here here) {
      here.depth--;
      here.run = null;
    }
  }
}
