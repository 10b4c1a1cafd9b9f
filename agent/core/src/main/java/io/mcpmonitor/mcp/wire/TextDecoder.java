package io.mcpmonitor.mcp.wire;

/** The escapes in a JSON text, one byte after the other. */
final class TextDecoder {
  private static final int NOT_ESCAPED = -1;
  private static final int AFTER_BACKSLASH = 0;
  private static final int HEX_DIGITS = 4;

  private final byte[] utf8 = new byte[4];
  private int position = NOT_ESCAPED;
  private int code;
  private int high;

  void reset() {
    position = NOT_ESCAPED;
    high = 0;
  }

  /** A backslash was read. */
  void escape() {
    position = AFTER_BACKSLASH;
    code = 0;
  }

  boolean isEscaped() {
    return position != NOT_ESCAPED;
  }

  /** Takes one byte of an escape; the length of what it stands for, once it is complete. */
  int escaped(byte b) {
    if (position == AFTER_BACKSLASH) {
      if (b == 'u') {
        position = 1;
        return 0;
      }
      position = NOT_ESCAPED;
      return encode(
          switch (b) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> b & 0x7f;
          });
    }
    code = (code << 4) | Math.max(0, Character.digit(b, 16));
    if (position++ < HEX_DIGITS) {
      return 0;
    }
    position = NOT_ESCAPED;
    return unit((char) code);
  }

  private int unit(char c) {
    if (Character.isHighSurrogate(c)) {
      high = c;
      return 0;
    }
    int before = high;
    high = 0;
    return Character.isLowSurrogate(c)
        ? encode(before == 0 ? '?' : Character.toCodePoint((char) before, c))
        : encode(c);
  }

  byte utf8(int i) {
    return utf8[i];
  }

  private int encode(int point) {
    if (point < 0x80) {
      utf8[0] = (byte) point;
      return 1;
    }
    if (point < 0x800) {
      utf8[0] = (byte) (0xc0 | (point >> 6));
      return tail(1, point);
    }
    if (point < 0x10000) {
      utf8[0] = (byte) (0xe0 | (point >> 12));
      return tail(2, point);
    }
    utf8[0] = (byte) (0xf0 | (point >> 18));
    return tail(3, point);
  }

  private int tail(int count, int point) {
    for (int i = 1; i <= count; i++) {
      utf8[i] = (byte) (0x80 | ((point >> (6 * (count - i))) & 0x3f));
    }
    return count + 1;
  }
}
