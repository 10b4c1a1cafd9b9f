package io.mcpmonitor.mcp.wire;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.mcpmonitor.mcp.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was worth reading in one JSON-RPC message. The reader uses the same object for the next one:
 * nothing of it may be kept.
 */
public final class Message {
  static final int LONGEST_TEXT = 8_192;
  private static final int MOST_NAMES = 5_000;
  private static final int USUAL_BYTES = 256;
  private static final int MOST_BYTES = 2 * LONGEST_TEXT;

  /** How a library that speaks MCP would have its members: see {@link Fields}. */
  static final Fields FIELDS =
      new Fields() {
        @Override
        public @Nullable Object get(@Nullable Object object, String name) {
          return object instanceof Section section
              ? section.get(name)
              : object instanceof Map<?, ?> map ? map.get(name) : null;
        }
      };

  /** What a place holds. */
  private enum Kind {
    NOTHING,
    NULL,
    TRUE,
    FALSE,
    NUMBER,
    TEXT,
    OBJECT
  }

  private final Words words;
  private final Kind[] kinds = new Kind[Place.COUNT];
  private final int[] starts = new int[Place.COUNT];
  private final int[] ends = new int[Place.COUNT];
  private final @Nullable Section[] sections = new @Nullable Section[Place.COUNT];
  private byte[] bytes = new byte[USUAL_BYTES];
  private int used;
  private final List<String> tools = new ArrayList<>(0);
  private final List<String> prompts = new ArrayList<>(0);
  private @Nullable String content;
  private long length;

  Message(Words words) {
    this.words = words;
    Arrays.fill(kinds, Kind.NOTHING);
  }

  void clear() {
    Arrays.fill(kinds, Kind.NOTHING);
    used = 0;
    tools.clear();
    prompts.clear();
    content = null;
  }

  /** A text or number begins. */
  void begin(Place place) {
    starts[place.index] = used;
  }

  void add(byte b) {
    if (used == bytes.length) {
      if (used >= MOST_BYTES) {
        return;
      }
      bytes = Arrays.copyOf(bytes, used * 2);
    }
    bytes[used++] = b;
  }

  void endText(Place place) {
    if (place == Place.LISTED_TOOL || place == Place.LISTED_PROMPT) {
      List<String> names = place == Place.LISTED_TOOL ? tools : prompts;
      if (names.size() < MOST_NAMES) {
        names.add(words.text(bytes, starts[place.index], used));
      }
      used = starts[place.index];
      return;
    }
    end(place, Kind.TEXT);
  }

  /** A number or one of the three words. */
  void endToken(Place place) {
    int start = starts[place.index];
    int first = start < used ? bytes[start] : 0;
    end(
        place,
        switch (first) {
          case 't' -> Kind.TRUE;
          case 'f' -> Kind.FALSE;
          case 'n' -> Kind.NULL;
          default -> Kind.NUMBER;
        });
  }

  private void end(Place place, Kind kind) {
    kinds[place.index] = kind;
    ends[place.index] = used;
  }

  void object(Place place) {
    kinds[place.index] = Kind.OBJECT;
  }

  /** The arguments or the result as JSON, where they are to be kept. */
  void content(String json) {
    content = json;
  }

  void length(long value) {
    length = value;
  }

  /** The length of the message in bytes, from its first brace to its last one. */
  public long length() {
    return length;
  }

  /** Whether it says that it is of JSON-RPC 2.0. */
  boolean isJsonRpc() {
    return isText(Place.JSONRPC, "2.0");
  }

  /** The method of a request or notification; null for a response. */
  @Nullable String method() {
    return has(Place.METHOD, Kind.TEXT) ? text(Place.METHOD) : null;
  }

  /** The id, a text or a number; null where there is none, or where it is null. */
  @Nullable Object id() {
    return value(Place.ID);
  }

  boolean isResult() {
    return kinds[Place.RESULT.index] != Kind.NOTHING;
  }

  boolean isError() {
    return kinds[Place.ERROR.index] != Kind.NOTHING;
  }

  /** The parameters, for {@link #FIELDS}; null when there are none. */
  @Nullable Object params() {
    return value(Place.PARAMS);
  }

  /** The result, for {@link #FIELDS}; null when there is none. */
  @Nullable Object result() {
    Object tree = tree();
    return tree != null ? tree : value(Place.RESULT);
  }

  @Nullable Integer errorCode() {
    return value(Place.CODE) instanceof Number code ? code.intValue() : null;
  }

  @Nullable String errorMessage() {
    return has(Place.ERROR_MESSAGE, Kind.TEXT) ? text(Place.ERROR_MESSAGE) : null;
  }

  /** The names in a list of tools. */
  List<String> tools() {
    return tools;
  }

  /** The names in a list of prompts. */
  List<String> prompts() {
    return prompts;
  }

  private boolean has(Place place, Kind kind) {
    return kinds[place.index] == kind;
  }

  private boolean isText(Place place, String wanted) {
    int start = starts[place.index];
    if (!has(place, Kind.TEXT) || ends[place.index] - start != wanted.length()) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (bytes[start + i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text(Place place) {
    return words.text(bytes, starts[place.index], ends[place.index]);
  }

  private @Nullable Object value(Place place) {
    return switch (kinds[place.index]) {
      case NOTHING, NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case TEXT -> text(place);
      case NUMBER -> number(starts[place.index], ends[place.index]);
      case OBJECT -> place.members.length == 0 ? tree() : section(place);
    };
  }

  /** Whole numbers are the same however they are written: 1, 1.0 and 1e0 are one id. */
  private @Nullable Number number(int from, int to) {
    long whole = 0;
    boolean negative = from < to && bytes[from] == '-';
    int digits = negative ? from + 1 : from;
    for (int i = digits; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || i - digits >= 18) {
        return fraction(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
      }
      whole = whole * 10 + digit;
    }
    return digits == to ? null : negative ? -whole : whole;
  }

  private static @Nullable Number fraction(String text) {
    try {
      double value = Double.parseDouble(text);
      long whole = (long) value;
      if (whole == value && Math.abs(value) < 1L << 53) {
        return whole;
      }
      return value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Section section(Place place) {
    Section known = sections[place.index];
    if (known == null) {
      known = new Section(place);
      sections[place.index] = known;
    }
    return known;
  }

  /** The kept content as maps and lists; null when none was kept, or not all of it. */
  private @Nullable Object tree() {
    if (content == null) {
      return null;
    }
    try {
      return new Gson().fromJson(content, Object.class);
    } catch (JsonParseException e) {
      return null;
    }
  }

  /** An object within the message. */
  private final class Section {
    private final Place place;

    Section(Place place) {
      this.place = place;
    }

    @Nullable Object get(String name) {
      Place member = place.member(name);
      return member == null ? null : value(member);
    }
  }
}
