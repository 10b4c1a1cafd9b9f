package io.mcpmonitor.sql;

import io.mcpmonitor.event.SqlText;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The texts of prepared statements, which most drivers hide. A fixed table by identity hash,
 * without a lock: nothing is held, nothing is allocated, and the newest takes the place of another
 * one.
 */
public final class PreparedTexts {
  private static final int PLACES = 8192;

  /**
   * For each text that stands beside it: whose it is, and which. A text that does not fit is old.
   */
  private final AtomicLongArray keys = new AtomicLongArray(PLACES);

  private final AtomicReferenceArray<SqlText> texts = new AtomicReferenceArray<>(PLACES);

  /** Notes the text of a statement. */
  public void put(Object statement, SqlText text) {
    int hash = System.identityHashCode(statement);
    int place = hash & (PLACES - 1);
    texts.setPlain(place, text);
    keys.set(place, key(hash, text));
  }

  /** The text of a statement; null when it is not known. */
  public @Nullable SqlText of(Object statement) {
    int hash = System.identityHashCode(statement);
    int place = hash & (PLACES - 1);
    long key = keys.get(place);
    if ((int) (key >>> 32) != hash) {
      return null;
    }
    SqlText text = texts.getPlain(place);
    return text != null && key == key(hash, text) ? text : null;
  }

  private static long key(int hash, SqlText text) {
    return ((long) hash << 32) | (System.identityHashCode(text) & 0xFFFF_FFFFL);
  }
}
