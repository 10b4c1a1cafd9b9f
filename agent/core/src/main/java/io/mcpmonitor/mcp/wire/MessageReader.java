package io.mcpmonitor.mcp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds JSON-RPC messages in bytes that pass by, in pieces of any size. Nothing is put together
 * first: it goes from byte to byte, keeps what has a {@link Place} and skips the rest, so that the
 * length of a message does not matter. It takes what is no JSON as it comes: such a line is left
 * out.
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
    /** In a text that is not kept. */
    IGNORED_TEXT,
    /** In a number or word. */
    TOKEN,
    /** In an object or array that is not read. */
    SKIPPED,
    /** In a text in there. */
    SKIPPED_TEXT,
    /** To the end of the line. */
    JUNK
  }

  private static final int DEEPEST = 100_000;
  private static final int MOST_LEVELS = 8;
  private static final int LONGEST_NAME = 64;

  private final boolean lines;
  private final Listener listener;
  private final Message message;
  private final @Nullable ContentBuffer content;
  private final Place[] places = new Place[MOST_LEVELS];
  private final boolean[] inList = new boolean[MOST_LEVELS];
  private final byte[] name = new byte[LONGEST_NAME];
  private final TextDecoder decoder = new TextDecoder();
  private State state = State.BETWEEN;
  private int level = -1;
  private int nameLength;
  private boolean inName;
  private boolean escaped;
  private int skipDepth;
  private @Nullable Place wanted;
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
    this.content = mostContent > 0 ? new ContentBuffer(mostContent) : null;
    this.listener = listener;
    Arrays.fill(places, Place.MESSAGE);
  }

  /** Forgets what it is in: another text begins. */
  void reset() {
    state = State.BETWEEN;
    level = -1;
    escaped = false;
  }

  /** Whether it is in the middle of a message. */
  boolean isWithin() {
    return level >= 0;
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
            case IGNORED_TEXT, SKIPPED_TEXT -> ignoredText(bytes, i, to);
            case TOKEN -> token(bytes, i, to);
            case SKIPPED -> skipped(bytes, i, to);
            case JUNK -> junk(bytes, i, to);
          };
      if (content != null && content.isOpen()) {
        content.add(bytes, before, i);
        String json = content.complete();
        if (json != null) {
          message.content(json);
        }
      }
    }
    passed += to - from;
  }

  private int between(byte[] bytes, int i, int from) {
    byte b = bytes[i];
    if (b == '{') {
      message.clear();
      firstName = true;
      beganAt = passed + (i - from);
      enter(Place.MESSAGE, false);
    } else if (!isSpace(b) && b != '[' && b != ',' && b != ']' && !isByteOrderMark(b)) {
      unreadable(); // of the brackets: several messages may come in an array
    }
    return i + 1;
  }

  private int name(byte b, int i, int from) {
    if (b == '"') {
      inName = true;
      nameLength = 0;
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
    Place place = wanted;
    switch (b) {
      case '"' -> {
        inName = false;
        if (place == null || place.members.length > 0) {
          state = State.IGNORED_TEXT;
        } else {
          message.begin(place);
          decoder.reset();
          state = State.TEXT;
        }
      }
      case '{' -> container(place, place != null && place.isList == inList[level]);
      case '[' -> container(place, place != null && place.isList && !inList[level]);
      case ']' -> {
        if (!inList[level]) {
          unreadable();
          return i;
        }
        leave(i, from);
      }
      case ',', '}', ':' -> {
        if (b != ',' || !inList[level]) {
          unreadable();
          return i;
        }
      }
      default -> {
        if (!isGap(b)) {
          if (place != null) {
            message.begin(place);
          }
          state = State.TOKEN;
          return i;
        }
      }
    }
    return i + 1;
  }

  /** An object or array begins. */
  private void container(@Nullable Place place, boolean read) {
    if (place != null) {
      message.object(place);
      if (content != null && (place == Place.ARGUMENTS || place == Place.RESULT)) {
        content.begin(level);
      }
    }
    if (read && place != null && place.members.length > 0 && level + 1 < MOST_LEVELS) {
      enter(place, place.isList && !inList[level]);
    } else {
      skipDepth = 1;
      state = State.SKIPPED;
    }
  }

  private void enter(Place place, boolean list) {
    level++;
    places[level] = place;
    inList[level] = list;
    wanted = place;
    state = list ? State.VALUE : State.NAME;
  }

  private void leave(int i, int from) {
    level--;
    if (level < 0) {
      message.length(passed + (i - from) + 1 - beganAt);
      state = State.BETWEEN;
      listener.message(message);
    } else {
      valueEnds();
    }
  }

  private void valueEnds() {
    if (content != null) {
      content.end(level);
    }
    boolean list = inList[level];
    state = list ? State.VALUE : State.NAME;
    wanted = list ? places[level] : null;
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
          keep(decoder.utf8(n));
        }
      } else if (b == '\\') {
        decoder.escape();
      } else if (b == '"') {
        endText();
        return i;
      } else {
        keep(b);
      }
    }
    return i;
  }

  private void keep(byte b) {
    if (!inName) {
      message.add(b);
    } else {
      if (nameLength < LONGEST_NAME) {
        name[nameLength] = b;
      }
      nameLength++;
    }
  }

  private void endText() {
    if (!inName) {
      Place place = wanted;
      if (place != null) {
        message.endText(place);
      }
      valueEnds();
      return;
    }
    wanted = nameLength <= LONGEST_NAME ? places[level].member(name, nameLength) : null;
    state = State.COLON;
    if (firstName) {
      firstName = false;
      if (wanted == null) { // no message of JSON-RPC begins like this
        listener.foreign();
        level = -1;
        state = State.JUNK;
      }
    }
  }

  private int ignoredText(byte[] bytes, int i, int to) {
    while (i < to) {
      byte b = bytes[i++];
      if (b == '\n' && lines) {
        unreadable();
        return i - 1;
      }
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        if (state == State.SKIPPED_TEXT) {
          state = State.SKIPPED;
        } else {
          valueEnds();
        }
        return i;
      }
    }
    return i;
  }

  private int token(byte[] bytes, int i, int to) {
    Place place = wanted;
    while (i < to) {
      byte b = bytes[i];
      if (b == ',' || b == '}' || b == ']' || isSpace(b)) {
        if (place != null) {
          message.endToken(place);
        }
        valueEnds();
        return i;
      }
      if (place != null) {
        message.add(b);
      }
      i++;
    }
    return i;
  }

  private int skipped(byte[] bytes, int i, int to) {
    while (i < to) {
      byte b = bytes[i++];
      if (b == '"') {
        state = State.SKIPPED_TEXT;
        return i;
      }
      if (b == '{' || b == '[') {
        if (++skipDepth > DEEPEST) {
          unreadable();
          return i;
        }
      } else if (b == '}' || b == ']') {
        if (--skipDepth == 0) {
          valueEnds();
          return i;
        }
      } else if (b == '\n' && lines) {
        unreadable();
        return i - 1;
      }
    }
    return i;
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
    level = -1;
    escaped = false;
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
