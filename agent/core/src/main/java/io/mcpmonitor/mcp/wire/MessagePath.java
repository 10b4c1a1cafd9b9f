package io.mcpmonitor.mcp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The way from a message down to the value that is being read, and what of that value is kept. Its
 * reader tells how the text is built; here is known what the parts of it mean.
 */
final class MessagePath {
  private static final int MOST_LEVELS = 8;
  private static final int NOWHERE = -1;

  private final Message message;
  private final @Nullable ContentBuffer content;
  private final Place[] places = new Place[MOST_LEVELS];

  /** A bit for each level: whether the elements of an array lie there. */
  private int lists;

  private int level = NOWHERE;

  /** The place of the value that comes next, or is being read; null when it is not kept. */
  private @Nullable Place wanted;

  private final byte[] name = new byte[Place.LONGEST_NAME];
  private int nameLength;
  private boolean inName;

  /**
   * @param mostContent how many bytes of arguments and results are kept; 0 for none
   */
  MessagePath(Message message, int mostContent) {
    this.message = message;
    this.content = mostContent > 0 ? new ContentBuffer(mostContent) : null;
    Arrays.fill(places, Place.MESSAGE);
  }

  /** A message begins. */
  void begin() {
    message.clear();
    enter(Place.MESSAGE, false);
  }

  /** There is no message here. */
  void reset() {
    level = NOWHERE;
    inName = false;
  }

  /** Whether this is in a message. */
  boolean isWithin() {
    return level >= 0;
  }

  /** Whether elements of an array come here; else members of an object. */
  boolean isInList() {
    return ((lists >>> level) & 1) != 0;
  }

  /** These bytes of the message, up to here, have been read. */
  void passed(byte[] bytes, int from, int to) {
    if (content != null && content.isOpen()) {
      content.add(bytes, from, to);
      String json = content.complete();
      if (json != null) {
        message.content(json);
      }
    }
  }

  /** The name of a member begins. */
  void beginName() {
    nameLength = 0;
    inName = true;
  }

  /** Whether what is being read is the name of a member. */
  boolean isInName() {
    return inName;
  }

  /** A name has ended; whether the member that has it is worth reading. */
  boolean endName() {
    inName = false;
    wanted = nameLength <= name.length ? places[level].member(name, nameLength) : null;
    return wanted != null;
  }

  /** A text begins; whether it is kept. */
  boolean beginText() {
    if (wanted == null || wanted.members.length > 0) {
      return false;
    }
    message.begin(wanted);
    return true;
  }

  /** A number or word begins. */
  void beginToken() {
    if (wanted != null) {
      message.begin(wanted);
    }
  }

  /** One byte of a name, of a text that is kept, or of a number or word. */
  void add(byte b) {
    if (inName) {
      if (nameLength < name.length) {
        name[nameLength] = b;
      }
      nameLength++;
    } else if (wanted != null) {
      message.add(b);
    }
  }

  /** A text that is kept has ended. */
  void endText() {
    if (wanted != null) {
      message.endText(wanted);
    }
    endValue();
  }

  void endToken() {
    if (wanted != null) {
      message.endToken(wanted);
    }
    endValue();
  }

  /** An object or array begins; whether it is worth reading. */
  boolean enter(boolean asList) {
    Place place = wanted;
    if (place == null) {
      return false;
    }
    message.object(place);
    if (content != null && (place == Place.ARGUMENTS || place == Place.RESULT)) {
      content.begin(level);
    }
    boolean isExpected = asList ? place.isList && !isInList() : place.isList == isInList();
    if (!isExpected || place.members.length == 0 || level + 1 == MOST_LEVELS) {
      return false;
    }
    enter(place, asList);
    return true;
  }

  private void enter(Place place, boolean asList) {
    level++;
    places[level] = place;
    lists = asList ? lists | (1 << level) : lists & ~(1 << level);
    wanted = place;
  }

  /** An object or array that was worth reading has ended; whether the message goes on. */
  boolean leave() {
    level--;
    if (level < 0) {
      return false;
    }
    endValue();
    return true;
  }

  /** Whatever the value was, it has ended. */
  void endValue() {
    if (content != null) {
      content.end(level);
    }
    wanted = isInList() ? places[level] : null;
  }
}
