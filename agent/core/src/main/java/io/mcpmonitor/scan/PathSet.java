package io.mcpmonitor.scan;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which folders a scan has read, and which files were worked on. Holds 64-bit hashes, not paths: at
 * most {@value #MAX_BYTES} bytes, that is 16 bytes or less for each file and {@value Folder#BYTES}
 * to 104 for each folder. What comes beyond is not remembered: it counts as new each time. Files
 * that were found are only counted, not remembered: those in a folder that was read are known.
 */
final class PathSet {
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int FIRST_PLACES = 16;

  private final int maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private volatile AtomicReferenceArray<@Nullable Folder> folders =
      new AtomicReferenceArray<>(FIRST_PLACES);
  private int size;
  private volatile boolean full;

  PathSet() {
    this(MAX_BYTES);
  }

  PathSet(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * A folder is read; true when it was not before.
   *
   * @param listed whether the folders in it are told among its files
   */
  synchronized boolean read(long hash, boolean listed) {
    AtomicReferenceArray<@Nullable Folder> known = folders;
    int place = place(known, hash);
    if (known.get(place) != null) {
      return false;
    }
    if (!take(Folder.BYTES)) {
      full = true;
      return true;
    }
    if (size >= known.length() / 2) {
      known = grow(known);
      place = place(known, hash);
    }
    known.set(place, new Folder(this, hash, listed));
    size++;
    return true;
  }

  /**
   * A folder that was read; null when it was not. When some were not remembered, it may have been
   * one of them.
   */
  @Nullable Folder find(long hash) {
    AtomicReferenceArray<@Nullable Folder> known = folders;
    Folder folder = known.get(place(known, hash));
    return folder != null ? folder : full ? Folder.NOT_REMEMBERED : null;
  }

  /** Whether there is room for so much more; then it is taken. */
  boolean take(int more) {
    if (bytes.addAndGet(more) <= maxBytes) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  /** What it takes, in bytes. */
  long bytes() {
    return bytes.get();
  }

  private AtomicReferenceArray<@Nullable Folder> grow(
      AtomicReferenceArray<@Nullable Folder> known) {
    AtomicReferenceArray<@Nullable Folder> larger = new AtomicReferenceArray<>(known.length() * 2);
    for (int i = 0; i < known.length(); i++) {
      Folder folder = known.get(i);
      if (folder != null) {
        larger.setPlain(place(larger, folder.hash), folder);
      }
    }
    folders = larger;
    return larger;
  }

  /** Where a folder is, or the free place where it belongs. */
  private static int place(AtomicReferenceArray<@Nullable Folder> folders, long hash) {
    int mask = folders.length() - 1;
    int place = (int) (hash >>> 32) & mask;
    for (Folder folder = folders.get(place);
        folder != null && folder.hash != hash;
        folder = folders.get(place)) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
