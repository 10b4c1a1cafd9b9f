package io.mcpmonitor.scan;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Streams and channels that were looked for and are of no scan, such as those of a database. Each
 * is held until the next look, or until another one needs its place. Without a lock.
 */
final class Strangers {
  private static final int PLACES = 1_024;

  private final AtomicReferenceArray<@Nullable Object> known = new AtomicReferenceArray<>(PLACES);

  boolean has(Object stream) {
    return known.get(placeOf(stream)) == stream;
  }

  void add(Object stream) {
    known.lazySet(placeOf(stream), stream);
  }

  /** It turns out to be of a scan. */
  void remove(Object stream) {
    known.compareAndSet(placeOf(stream), stream, null);
  }

  void forget() {
    for (int i = 0; i < PLACES; i++) {
      if (known.get(i) != null) {
        known.lazySet(i, null);
      }
    }
  }

  private static int placeOf(Object stream) {
    return Hands.hashOf(stream) & (PLACES - 1);
  }
}
