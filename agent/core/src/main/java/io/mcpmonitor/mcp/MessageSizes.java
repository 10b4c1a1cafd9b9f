package io.mcpmonitor.mcp;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The sizes of messages between the moment they are read and the moment they are handled, by
 * identity hash. Of fixed size, without locks and without holding a message: a size that nobody
 * came for is replaced.
 */
public final class MessageSizes {
  /** The size of a message that is not here. */
  public static final long UNKNOWN = -1;

  private static final int PLACES = 256;
  private static final int SIZE_BITS = 32;
  private static final long SIZE_MASK = (1L << SIZE_BITS) - 1;

  private final AtomicLongArray places = new AtomicLongArray(PLACES);

  /** Notes the size of a message in bytes; a size beyond 4 GiB is not noted. */
  public void put(Object message, long bytes) {
    if (bytes <= SIZE_MASK) {
      int hash = System.identityHashCode(message);
      places.set(hash & (PLACES - 1), (long) hash << SIZE_BITS | bytes);
    }
  }

  /** The size of a message in bytes, once; else {@link #UNKNOWN}. */
  public long take(Object message) {
    int hash = System.identityHashCode(message);
    int place = hash & (PLACES - 1);
    long noted = places.get(place);
    return noted != 0
            && (int) (noted >>> SIZE_BITS) == hash
            && places.compareAndSet(place, noted, 0)
        ? noted & SIZE_MASK
        : UNKNOWN;
  }

  /** The length of a text in UTF-8, without making the bytes. */
  public static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
