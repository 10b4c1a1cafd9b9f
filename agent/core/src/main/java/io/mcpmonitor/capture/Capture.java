package io.mcpmonitor.capture;

import io.mcpmonitor.support.Redaction;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content of calls as JSON text: of maps, lists and records, only so deep, so many and
 * so long. Values go through {@link Redaction}.
 */
public final class Capture {
  /** Keeps nothing. */
  public static final Capture NONE = new Capture(CaptureLevel.METADATA, List.of(), 0);

  private static final int MAX_DEPTH = 10;
  private static final int MAX_ELEMENTS = 64;
  private static final int MAX_VALUE = 1_024;
  private static final String CUT = "…";

  private final CaptureLevel level;
  private final Redaction redaction;
  private final int maxLength;

  /**
   * @param redact further words that make a key's value a secret
   * @param maxLength the most characters of one text
   */
  public Capture(CaptureLevel level, List<String> redact, int maxLength) {
    this.level = level;
    this.redaction = new Redaction(redact);
    this.maxLength = maxLength;
  }

  /** Whether any content is kept. */
  public boolean isOn() {
    return level != CaptureLevel.METADATA;
  }

  /** The content as it may be seen; null when it may not. */
  public @Nullable String of(@Nullable Object content) {
    if (!isOn() || content == null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    write(content, 0, out);
    return cut(out.toString(), maxLength);
  }

  /** The value of one field as it may be seen; null when it may not. */
  public @Nullable String ofField(String name, @Nullable Object value) {
    if (isOn() && redaction.isSecretKey(name)) {
      return Redaction.HIDDEN;
    }
    return value instanceof CharSequence text && level == CaptureLevel.VALUES
        ? cut(Redaction.text(text.toString()), maxLength)
        : of(value);
  }

  /** What an error said, as it may be seen; null when it may not. */
  public @Nullable String ofMessage(@Nullable String message) {
    return level == CaptureLevel.VALUES && message != null
        ? cut(Redaction.text(message), MAX_VALUE)
        : null;
  }

  private void write(@Nullable Object value, int depth, StringBuilder out) {
    if (out.length() > maxLength) {
      return;
    }
    if (value == null) {
      out.append("null");
    } else if (value instanceof CharSequence text) {
      writeText(text.toString(), out);
    } else if (value instanceof Number || value instanceof Boolean) {
      writePlain(value, out);
    } else if (value instanceof Enum<?> constant) {
      quote(constant.name(), out);
    } else if (depth >= MAX_DEPTH) {
      quote(CUT, out);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, depth, out);
    } else if (value instanceof Iterable<?> list) {
      writeList(list, depth, out);
    } else if (value.getClass().isArray()) {
      writeArray(value, depth, out);
    } else if (value instanceof Record) {
      writeRecord(value, depth, out);
    } else {
      quote(value.getClass().getSimpleName(), out);
    }
  }

  private void writeText(String text, StringBuilder out) {
    quote(
        level == CaptureLevel.VALUES
            ? cut(Redaction.text(text), MAX_VALUE)
            : "string(" + text.length() + ")",
        out);
  }

  private void writePlain(Object value, StringBuilder out) {
    if (level == CaptureLevel.VALUES) {
      boolean json = !(value instanceof Double d && !Double.isFinite(d));
      if (json) {
        out.append(value);
      } else {
        quote(value.toString(), out);
      }
    } else {
      quote(value instanceof Boolean ? "boolean" : "number", out);
    }
  }

  private void writeMap(Map<?, ?> map, int depth, StringBuilder out) {
    out.append('{');
    int count = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!between(count++, out)) {
        out.append(":null");
        break;
      }
      writeField(String.valueOf(entry.getKey()), entry.getValue(), depth, out);
    }
    out.append('}');
  }

  private void writeRecord(Object value, int depth, StringBuilder out) {
    out.append('{');
    int count = 0;
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object field = field(value, component);
      if (field != null && between(count++, out)) {
        writeField(component.getName(), field, depth, out);
      }
    }
    out.append('}');
  }

  private static @Nullable Object field(Object value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return null;
    }
  }

  private void writeField(String name, @Nullable Object value, int depth, StringBuilder out) {
    quote(cut(name, 128), out);
    out.append(':');
    if (redaction.isSecretKey(name)) {
      quote(Redaction.HIDDEN, out);
    } else {
      write(value, depth + 1, out);
    }
  }

  private void writeList(Iterable<?> list, int depth, StringBuilder out) {
    out.append('[');
    int count = 0;
    for (Object element : list) {
      if (!between(count++, out)) {
        break;
      }
      write(element, depth + 1, out);
    }
    out.append(']');
  }

  private void writeArray(Object array, int depth, StringBuilder out) {
    if (array.getClass().getComponentType().isPrimitive()) {
      quote(
          array.getClass().getComponentType().getName() + "[" + Array.getLength(array) + "]", out);
      return;
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(Array.getLength(array), MAX_ELEMENTS + 1); i++) {
      elements.add(Array.get(array, i));
    }
    writeList(elements, depth, out);
  }

  /** Writes what stands between elements; false when there are enough of them. */
  private static boolean between(int count, StringBuilder out) {
    if (count > 0) {
      out.append(',');
    }
    if (count >= MAX_ELEMENTS) {
      quote(CUT, out);
      return false;
    }
    return true;
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + CUT;
  }
}
