package io.mcpmonitor.probe.files;

import io.mcpmonitor.probe.files.FilesScope.Here;
import io.mcpmonitor.probe.files.FilesScope.Walk;
import io.mcpmonitor.scan.Run;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** {@code Files.walk}, {@code find} and {@code walkFileTree}: all step with one class. */
final class WalkAdvice {
  private static final String ENTERS = "START_DIRECTORY";
  private static final String LEAVES = "END_DIRECTORY";

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
    Walk walk = null;
    if (root.getFileSystem() == FileSystems.getDefault()) { // not the inside of a jar
      Run run = scope.scans.walks(root.toString());
      if (run != null) {
        walk = scope.begins(walker, run);
      }
    }
    return enter(here, walk);
  }

  void stepped(@Nullable Object returned, @Nullable Object state) {
    leave(state);
  }

  @Nullable Object steps(Object walker) {
    Here here = scope.here();
    return here == null ? null : enter(here, scope.walkOf(walker));
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

  /** A walker meets a file or folder, or leaves a folder. */
  void meets(
      Enum<?> type,
      Path path,
      @Nullable BasicFileAttributes attributes,
      @Nullable IOException failure) {
    Here here = scope.here();
    Walk walk = here == null ? null : here.walk;
    if (walk == null) {
      return;
    }
    if (failure != null) {
      scope.scans.failed(walk.run, path.toString(), failure);
    }
    if (attributes == null) {
      if (walk.known > 0 && type.name().equals(LEAVES)) {
        walk.known--;
      }
    } else if (attributes.isDirectory()) {
      if (type.name().equals(ENTERS)) {
        boolean isNew = scope.scans.entered(walk.run, path.toString());
        walk.known += isNew && walk.known == 0 ? 0 : 1;
      }
    } else if (!attributes.isSymbolicLink() && walk.known == 0) {
      scope.found();
      scope.scans.found(walk.run, path.toString());
    }
  }

  private static Object enter(Here here, @Nullable Walk walk) {
    here.depth++;
    here.walk = walk;
    return here;
  }

  private static void leave(@Nullable Object state) {
    if (state instanceof Here here) {
      here.depth--;
      here.walk = null;
    }
  }
}
