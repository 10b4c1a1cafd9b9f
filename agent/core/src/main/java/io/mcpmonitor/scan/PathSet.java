package io.mcpmonitor.scan;

/**
 * Which folders a scan has read, and which files were worked on. Holds 64-bit hashes, not paths: at
 * most {@value #MAX_BYTES} bytes for some {@value #MAX_PATHS} paths, 16 bytes or less for each
 * below that. What comes beyond is not remembered: it counts as new each time. Files that were
 * found are only counted, not remembered: those in a folder that was read are known.
 */
final class PathSet {
  static final int MAX_BYTES = 16 * 1024 * 1024;
  static final int MAX_PATHS = 1_500_000;

  private static final int SEGMENTS = 16;
  private static final int MAX_SLOTS = MAX_BYTES / Long.BYTES / SEGMENTS;
  private static final int FIRST_SLOTS = 16;

  private static final long LISTED = 1;
  private static final long FILE = 2;
  private static final long WALKED = 3;
  private static final long FLAGS = 3;

  private final Segment[] segments = new Segment[SEGMENTS];

  PathSet() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /**
   * A folder is read; true when it was not before.
   *
   * @param listed whether the folders in it are told among its files
   */
  boolean folder(long hash, boolean listed) {
    return segment(hash).add(hash, listed ? LISTED : WALKED);
  }

  /** Whether a folder was read. */
  boolean isFolder(long hash) {
    long flag = segment(hash).flag(hash);
    return flag == LISTED || flag == WALKED;
  }

  /** Whether the folders in this one were told among its files. */
  boolean isListed(long hash) {
    return segment(hash).flag(hash) == LISTED;
  }

  /** Somebody works on a file; true when nobody did before. */
  boolean work(long hash) {
    return segment(hash).add(hash, FILE);
  }

  /** What the tables take, in bytes. */
  long bytes() {
    long bytes = 0;
    for (Segment segment : segments) {
      synchronized (segment) {
        bytes += (long) segment.slots.length * Long.BYTES;
      }
    }
    return bytes;
  }

  private Segment segment(long hash) {
    return segments[(int) (hash >>> 60)];
  }

  /** A table with open addressing; the two lowest bits of each slot say what a path is. */
  private static final class Segment {
    private long[] slots = new long[FIRST_SLOTS];
    private int size;
    private boolean full;

    synchronized boolean add(long hash, long flag) {
      int slot = find(slots, hash);
      if (slots[slot] != 0) {
        return false;
      }
      if (size >= slots.length / 4 * 3) {
        if (slots.length >= MAX_SLOTS) {
          full = true;
          return true;
        }
        grow();
        slot = find(slots, hash);
      }
      slots[slot] = (hash & ~FLAGS) | flag;
      size++;
      return true;
    }

    /** What is known of a path; of one that was not remembered, that it is a folder. */
    synchronized long flag(long hash) {
      long slot = slots[find(slots, hash)];
      return slot == 0 ? (full ? WALKED : 0) : slot & FLAGS;
    }

    private void grow() {
      long[] larger = new long[slots.length * 2];
      for (long key : slots) {
        if (key != 0) {
          larger[find(larger, key)] = key;
        }
      }
      slots = larger;
    }

    private static int find(long[] slots, long hash) {
      int mask = slots.length - 1;
      int slot = (int) (hash >>> 2) & mask;
      while (slots[slot] != 0 && ((slots[slot] ^ hash) & ~FLAGS) != 0) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
