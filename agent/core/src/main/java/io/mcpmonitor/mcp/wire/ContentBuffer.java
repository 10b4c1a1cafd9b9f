package io.mcpmonitor.mcp.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON of arguments and results as it passes, where its content may be seen. */
final class ContentBuffer {
  private static final int NOWHERE = -1;

  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int level = NOWHERE;
  private boolean ended;
  private boolean cut;

  /**
   * @param most the most bytes; what is longer is not kept
   */
  ContentBuffer(int most) {
    this.most = most;
  }

  /**
   * A value begins with the next byte that is added.
   *
   * @param level how deep it lies
   */
  void begin(int level) {
    this.level = level;
    kept.reset();
    ended = false;
    cut = false;
  }

  boolean isOpen() {
    return level != NOWHERE;
  }

  /** A value at this depth ends with the next byte that is added. */
  void end(int depth) {
    ended |= level == depth;
  }

  void add(byte[] bytes, int from, int to) {
    if (kept.size() + (to - from) > most) {
      cut = true;
    }
    if (!cut) {
      kept.write(bytes, from, to - from);
    }
  }

  /** The value, once, when it has ended; null when it has not, or was too long. */
  @Nullable String complete() {
    if (!ended) {
      return null;
    }
    level = NOWHERE;
    return cut ? null : kept.toString(StandardCharsets.UTF_8);
  }
}
