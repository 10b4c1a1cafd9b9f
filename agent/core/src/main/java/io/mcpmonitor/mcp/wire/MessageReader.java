package io.mcpmonitor.mcp.wire;

/**
 * Finds JSON-RPC messages in bytes that pass by, in pieces of any size. Nothing is put together
 * first: it goes from byte to byte, keeps what its {@link MessagePath} says and skips the rest, so
 * that the length of a message does not matter. It takes what is no JSON as it comes: such a line
 * is left out.
 */
final class MessageReader implements ByteSink {
  /** Who gets the messages. */
  interface Listener {
    /** A message, to be read at once. */
    void message(Message message);

    /** What is here is no JSON; called once for a line. */
    void unreadable();

    /** What is here is JSON, and no message of JSON-RPC; called once for each object. */
    void foreign();
  }

  /** Where the reader is in the text. */
  private enum State {
    /** Before a message. */
    BETWEEN,
    /** In an object that is read, before a name or its end. */
    NAME,
    /** Between a name and its value. */
    COLON,
    /** Before a value, or the end of an array. */
    VALUE,
    /** In a name, or in a text that is kept. */
    TEXT,
    /** In a number or word. */
    TOKEN,
    /** In a text that is not kept, or an object or array that is not read. */
    SKIPPED,
    /** To the end of the line. */
    JUNK
  }

  private final boolean lines;
  private final Listener listener;
  private final Message message;
  private final MessagePath path;
  private final TextDecoder decoder = new TextDecoder();
  private final Skipper skipper;
  private State state = State.BETWEEN;
  private boolean firstName;

  /** How many bytes came in earlier pieces. */
  private long passed;

  private long beganAt;

  /**
   * @param lines whether a line break ends a message; else it is as good as a space
   * @param mostContent how many bytes of arguments and results are kept; 0 for none
   */
  MessageReader(boolean lines, Words words, int mostContent, Listener listener) {
    this.lines = lines;
    this.message = new Message(words);
    this.path = new MessagePath(message, mostContent);
    this.listener = listener;
    this.skipper = new Skipper(lines);
  }

  /** Forgets what it is in: another text begins. */
  void reset() {
    state = State.BETWEEN;
    path.reset();
  }

  /** Whether it is in the middle of a message. */
  boolean isWithin() {
    return path.isWithin();
  }

  @Override
  public void read(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int before = i;
      i =
          switch (state) {
            case BETWEEN -> between(bytes, i, from);
            case NAME -> name(bytes[i], i, from);
            case COLON -> colon(bytes[i], i);
            case VALUE -> value(bytes[i], i, from);
            case TEXT -> text(bytes, i, to);
            case TOKEN -> token(bytes, i, to);
            case SKIPPED -> skipped(bytes, i, to);
            case JUNK -> junk(bytes, i, to);
          };
      path.passed(bytes, before, i);
    }
    passed += to - from;
  }

  private int between(byte[] bytes, int i, int from) {
    byte b = bytes[i];
    if (b == '{') {
      path.begin();
      firstName = true;
      beganAt = passed + (i - from);
      state = State.NAME;
    } else if (!isSpace(b) && b != '[' && b != ',' && b != ']' && !isByteOrderMark(b)) {
      unreadable(); // of the brackets: several messages may come in an array
    }
    return i + 1;
  }

  private int name(byte b, int i, int from) {
    if (b == '"') {
      path.beginName();
      decoder.reset();
      state = State.TEXT;
    } else if (b == '}') {
      leave(i, from);
    } else if (!isGap(b) && b != ',') {
      unreadable();
      return i;
    }
    return i + 1;
  }

  private int colon(byte b, int i) {
    if (b == ':') {
      state = State.VALUE;
    } else if (!isGap(b)) {
      unreadable();
      return i;
    }
    return i + 1;
  }

  private int value(byte b, int i, int from) {
    switch (b) {
      case '"' -> {
        if (path.beginText()) {
          decoder.reset();
          state = State.TEXT;
        } else {
          skipper.beginText();
          state = State.SKIPPED;
        }
      }
      case '{', '[' -> {
        if (path.enter(b == '[')) {
          next();
        } else {
          skipper.beginContainer();
          state = State.SKIPPED;
        }
      }
      case ']' -> {
        if (!path.isInList()) {
          unreadable();
          return i;
        }
        leave(i, from);
      }
      case ',', '}', ':' -> {
        if (b != ',' || !path.isInList()) {
          unreadable();
          return i;
        }
      }
      default -> {
        if (!isGap(b)) {
          path.beginToken();
          state = State.TOKEN;
          return i;
        }
      }
    }
    return i + 1;
  }

  private void leave(int i, int from) {
    if (path.leave()) {
      next();
    } else {
      message.length(passed + (i - from) + 1 - beganAt);
      state = State.BETWEEN;
      listener.message(message);
    }
  }

  /** After a value, or the beginning of an object or array. */
  private void next() {
    state = path.isInList() ? State.VALUE : State.NAME;
  }

  private int text(byte[] bytes, int i, int to) {
    while (i < to) {
      byte b = bytes[i++];
      if (b == '\n' && lines) {
        unreadable();
        return i - 1;
      }
      if (decoder.isEscaped()) {
        int length = decoder.escaped(b);
        for (int n = 0; n < length; n++) {
          path.add(decoder.utf8(n));
        }
      } else if (b == '\\') {
        decoder.escape();
      } else if (b == '"') {
        endText();
        return i;
      } else {
        path.add(b);
      }
    }
    return i;
  }

  private void endText() {
    if (!path.isInName()) {
      path.endText();
      next();
      return;
    }
    boolean isKnown = path.endName();
    state = State.COLON;
    if (firstName) {
      firstName = false;
      if (!isKnown) { // no message of JSON-RPC begins like this
        listener.foreign();
        path.reset();
        state = State.JUNK;
      }
    }
  }

  private int token(byte[] bytes, int i, int to) {
    while (i < to) {
      byte b = bytes[i];
      if (b == ',' || b == '}' || b == ']' || isSpace(b)) {
        path.endToken();
        next();
        return i;
      }
      path.add(b);
      i++;
    }
    return i;
  }

  private int skipped(byte[] bytes, int i, int to) {
    int end = skipper.skip(bytes, i, to);
    if (skipper.isBroken()) {
      unreadable();
    } else if (skipper.isDone()) {
      path.endValue();
      next();
    }
    return end;
  }

  private int junk(byte[] bytes, int i, int to) {
    if (!lines) {
      return to;
    }
    while (i < to) {
      if (bytes[i++] == '\n') {
        state = State.BETWEEN;
        return i;
      }
    }
    return i;
  }

  private void unreadable() {
    path.reset();
    state = State.JUNK;
    listener.unreadable();
  }

  /** What may stand between two parts of a message. */
  private boolean isGap(byte b) {
    return isSpace(b) && !(lines && b == '\n');
  }

  private static boolean isSpace(byte b) {
    return b >= 0 && b <= ' ';
  }

  private static boolean isByteOrderMark(byte b) {
    return b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
  }
}
