package io.mcpmonitor.scan;

import org.jspecify.annotations.Nullable;

/** The folders that a run has read, and which of their files were worked on. */
final class ReadFolders {
  private volatile @Nullable PathSet paths = new PathSet();

  /** Whether it still remembers them. */
  boolean areKnown() {
    return paths != null;
  }

  void forget() {
    paths = null;
  }

  long memory() {
    PathSet set = paths;
    return set == null ? 0 : set.bytes();
  }

  /**
   * A folder is read; true when it was not before, so that its files are new.
   *
   * @param listed whether the folders in it are told among its files
   */
  boolean read(String folder, boolean listed) {
    PathSet set = paths;
    return set != null && set.read(PathHash.folder(folder), listed);
  }

  /** Whether this folder was told among the files of the one above it. */
  boolean wasToldAsFile(String folder) {
    PathSet set = paths;
    int slash = folder.lastIndexOf('/');
    Folder above = set == null || slash < 0 ? null : set.find(PathHash.folder(folder, slash));
    return above != null && above.listed;
  }

  /** The folder with this hash; null when it was not read. */
  @Nullable Folder of(long hash) {
    PathSet set = paths;
    return set == null ? null : set.find(hash);
  }
}
