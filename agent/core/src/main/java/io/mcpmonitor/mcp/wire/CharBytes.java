package io.mcpmonitor.mcp.wire;

/** Turns characters that pass by into the bytes of UTF-8 that they are. */
final class CharBytes {
  private static final int PIECE = 1024;
  private static final int LONGEST = 4;

  private final ByteSink sink;
  private final byte[] piece = new byte[PIECE];
  private int used;
  private char high;

  CharBytes(ByteSink sink) {
    this.sink = sink;
  }

  void read(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      add(chars[i]);
    }
    flush();
  }

  void read(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      add(text.charAt(i));
    }
    flush();
  }

  void read(int c) {
    add((char) c);
    flush();
  }

  private void flush() {
    if (used > 0) {
      sink.read(piece, 0, used);
      used = 0;
    }
  }

  private void add(char c) {
    if (used > PIECE - LONGEST) {
      flush();
    }
    if (c < 0x80) {
      piece[used++] = (byte) c;
    } else if (c < 0x800) {
      piece[used++] = (byte) (0xc0 | (c >> 6));
      tail(c);
    } else if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (Character.isLowSurrogate(c)) {
      int point = high == 0 ? '?' : Character.toCodePoint(high, c);
      high = 0;
      piece[used++] = (byte) (0xf0 | (point >> 18));
      tail(point >> 12);
      tail(point >> 6);
      tail(point);
    } else {
      piece[used++] = (byte) (0xe0 | (c >> 12));
      tail(c >> 6);
      tail(c);
    }
  }

  private void tail(int bits) {
    piece[used++] = (byte) (0x80 | (bits & 0x3f));
  }
}
