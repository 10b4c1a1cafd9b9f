package io.mcpmonitor.mcp.wire;

/** Finds the end of a JSON value that is not read: of a text, an object or an array. */
final class Skipper {
  private static final int DEEPEST = 100_000;

  private final boolean lines;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean broken;

  /**
   * @param lines whether a line break ends a message, and so breaks a value
   */
  Skipper(boolean lines) {
    this.lines = lines;
  }

  /** A text is to be skipped; its first quotation mark has been read. */
  void beginText() {
    begin(0, true);
  }

  /** An object or array is to be skipped; its first bracket has been read. */
  void beginContainer() {
    begin(1, false);
  }

  private void begin(int brackets, boolean quoted) {
    depth = brackets;
    inText = quoted;
    escaped = false;
    broken = false;
  }

  /** The value has ended. */
  boolean isDone() {
    return depth == 0 && !inText;
  }

  /** The value ends before its time, or goes too deep. */
  boolean isBroken() {
    return broken;
  }

  /** Skips to the end of the value, or of the bytes; where it stopped. */
  int skip(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i++];
      if (b == '\n' && lines) {
        broken = true;
        return i - 1;
      }
      if (inText) {
        inText = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (b == '"') {
        inText = true;
      } else if (b == '{' || b == '[') {
        if (++depth > DEEPEST) {
          broken = true;
          return i;
        }
      } else if (b == '}' || b == ']') {
        depth--;
      }
      if (isDone()) {
        return i;
      }
    }
    return i;
  }
}
