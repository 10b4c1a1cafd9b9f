package io.mcpmonitor.scan;

import org.jspecify.annotations.Nullable;

/** The folders that a run has read, and which of their files were worked on. */
final class ReadFolders {
  private volatile @Nullable PathSet paths = new PathSet();

  /** What is worked on next mostly lies in the same folder. */
  private volatile @Nullable Folder last;

  /** The same with its path, once two files in a row were in it. */
  private volatile @Nullable Place place;

  /** Whether it still remembers them. */
  boolean areKnown() {
    return paths != null;
  }

  void forget() {
    paths = null;
    last = null;
    place = null;
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

  /**
   * The folder with this hash; null when it was not read.
   *
   * @param path of the folder, or of a file in it
   * @param end where that of the folder ends
   */
  @Nullable Folder of(long hash, String path, int end) {
    PathSet set = paths;
    if (set == null) {
      return null;
    }
    Folder before = last;
    if (before != null && before.hash == hash) {
      Place known = place;
      if (known == null || known.folder() != before) {
        place = new Place(before, path.substring(0, end));
        forgetIfLate();
      }
      return before;
    }
    Folder known = set.find(hash);
    if (known != null && known.hash == hash) {
      last = known;
      forgetIfLate();
    }
    return known;
  }

  /** A folder refers to all of them: none may be kept when they were forgotten meanwhile. */
  private void forgetIfLate() {
    if (paths == null) {
      forget();
    }
  }

  /** Where the files before were; null when they came from several folders in turn. */
  @Nullable Place lastPlace() {
    return place;
  }
}
