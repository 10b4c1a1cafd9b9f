package io.mcpmonitor.scan;

/**
 * A folder that a scan has read, and which of its files were worked on. Those of one folder are
 * nearly always worked on one after the other: so they lie close together in memory.
 */
final class Folder {
  private static final long[] NONE = {}; // before the first folder

  /** Stands for those that were not remembered: whatever is worked on there is new. */
  static final Folder NOT_REMEMBERED = new Folder(new PathSet(0), 0, false);

  /** What one takes, with its place in the {@link PathSet} but without its files. */
  static final int BYTES = 56;

  private static final int ARRAY_BYTES = 16;
  private static final int FIRST_PLACES = 4;

  final long hash;
  final boolean listed;
  private final PathSet set;
  private long[] files = NONE;
  private int size;

  /**
   * @param hash of its path
   * @param listed whether the folders in it are told among its files
   */
  Folder(PathSet set, long hash, boolean listed) {
    this.set = set;
    this.hash = hash;
    this.listed = listed;
  }

  /** Somebody works on a file; true when nobody did before, or when it cannot be remembered. */
  synchronized boolean work(long file) {
    long key = file == 0 ? 1 : file; // 0 stands for a free place
    int place = files.length == 0 ? 0 : find(files, key);
    if (files.length > 0 && files[place] == key) {
      return false;
    }
    if (size >= files.length / 4 * 3) {
      if (!grow()) {
        return true;
      }
      place = find(files, key);
    }
    files[place] = key;
    size++;
    return true;
  }

  private boolean grow() {
    int more = files.length == 0 ? FIRST_PLACES : (files.length / 8 + 1) * 4;
    if (!set.take(more * Long.BYTES + (files.length == 0 ? ARRAY_BYTES : 0))) {
      return false;
    }
    long[] larger = new long[files.length + more];
    for (long key : files) {
      if (key != 0) {
        larger[find(larger, key)] = key;
      }
    }
    files = larger;
    return true;
  }

  /** Where a file is, or the free place where it belongs. */
  private static int find(long[] files, long key) {
    int place = (int) (((key >>> 32) * files.length) >>> 32);
    while (files[place] != 0 && files[place] != key) {
      place = place + 1 == files.length ? 0 : place + 1;
    }
    return place;
  }
}
