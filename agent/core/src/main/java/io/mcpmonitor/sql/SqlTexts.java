package io.mcpmonitor.sql;

import io.mcpmonitor.event.SqlText;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Statements that were seen before, without their literals. A fixed table: a statement takes the
 * place of another one with the same hash. No lock; a known statement allocates nothing.
 */
public final class SqlTexts {
  private static final int PLACES = 2048;

  /** Longer ones are rare, and would be kept in memory. */
  private static final int MAX_KEPT = 8_192;

  private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(PLACES);

  private record Known(String raw, SqlDialect dialect, SqlText text) {}

  /** The statement without its literals. */
  public SqlText of(String raw, SqlDialect dialect) {
    if (raw.length() > MAX_KEPT) {
      return new SqlSanitizer(raw, dialect).text();
    }
    int hash = raw.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Known known = places.get(place);
    if (known != null && known.dialect == dialect && known.raw.equals(raw)) {
      return known.text;
    }
    SqlText text = new SqlSanitizer(raw, dialect).text();
    places.set(place, new Known(raw, dialect, text));
    return text;
  }
}
