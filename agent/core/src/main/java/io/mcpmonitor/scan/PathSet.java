package io.mcpmonitor.scan;

/**
 * Which paths a scan has found, and which of them were worked on. Holds 64-bit hashes, not paths:
 * at most {@value #MAX_BYTES} bytes for some {@value #MAX_PATHS} paths, 16 bytes or less for each
 * below that. What is found beyond is not remembered; the first work on an unknown path then counts
 * as work on one of those.
 */
final class PathSet {
  static final int MAX_BYTES = 16 * 1024 * 1024;
  static final int MAX_PATHS = 1_500_000;

  private static final int SEGMENTS = 16;
  private static final int MAX_SLOTS = MAX_BYTES / Long.BYTES / SEGMENTS;
  private static final int FIRST_SLOTS = 16;

  private static final long FOUND = 1;
  private static final long READ = 2;
  private static final long FOLDER = 3;
  private static final long FLAGS = 3;

  private final Segment[] segments = new Segment[SEGMENTS];

  PathSet() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /** A file, or what may be one, was found; true when it was not known before. */
  boolean found(long hash) {
    return segment(hash).add(hash, FOUND);
  }

  /** A path turns out to be a folder; true when it was taken for a file before. */
  boolean isFolder(long hash) {
    return segment(hash).change(hash, FOLDER, false);
  }

  /** Somebody works on a file; true when it was found and not worked on before. */
  boolean read(long hash) {
    return segment(hash).change(hash, READ, true);
  }

  /** Whether this is the path of a file that was found. */
  boolean knows(long hash) {
    return segment(hash).knows(hash);
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

  /** A table with open addressing; the two lowest bits of each slot say what is known of a path. */
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

    synchronized boolean change(long hash, long flag, boolean unknownCounts) {
      int slot = find(slots, hash);
      if (slots[slot] == 0) {
        return unknownCounts && full;
      }
      if ((slots[slot] & FLAGS) != FOUND) {
        return false;
      }
      slots[slot] = (hash & ~FLAGS) | flag;
      return true;
    }

    synchronized boolean knows(long hash) {
      long slot = slots[find(slots, hash)];
      return slot == 0 ? full : (slot & FLAGS) != FOLDER;
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
