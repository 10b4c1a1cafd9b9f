package io.mcpmonitor.mcp.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts out of bytes. The same short text is the same object again, without allocation: methods and
 * names of tools are few. Of fixed size; where two texts want the same place, the newer one has it.
 * Races are harmless, because texts are immutable.
 */
final class Words {
  private static final int PLACES = 1024;
  private static final int LONGEST = 64;

  private final @Nullable String[] known = new @Nullable String[PLACES];

  String text(byte[] utf8, int from, int to) {
    if (to - from > LONGEST) {
      return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + utf8[i];
    }
    int place = (hash ^ (hash >>> 12)) & (PLACES - 1);
    String word = known[place];
    if (word == null || !isSame(word, utf8, from, to)) {
      word = new String(utf8, from, to - from, StandardCharsets.UTF_8);
      known[place] = word;
    }
    return word;
  }

  /** Only for texts of ASCII: others are made anew. */
  private static boolean isSame(String word, byte[] utf8, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (word.charAt(i - from) != utf8[i]) {
        return false;
      }
    }
    return true;
  }
}
