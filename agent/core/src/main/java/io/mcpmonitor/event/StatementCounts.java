package io.mcpmonitor.event;

/**
 * How often each statement was executed in one MCP call; the first {@value #MAX} different ones.
 * Without a lock: when a call works on several threads, a count may fall short.
 */
public final class StatementCounts {
  static final int MAX = 32;

  private final SqlText[] texts = new SqlText[MAX];
  private final int[] counts = new int[MAX];

  /** Counts one more; gives the new count, 0 when the table is full. */
  public int count(SqlText text) {
    for (int i = 0; i < MAX; i++) {
      SqlText known = texts[i];
      if (known == null) {
        texts[i] = text;
        counts[i] = 1;
        return 1;
      }
      if (known.equals(text)) {
        return ++counts[i];
      }
    }
    return 0;
  }
}
