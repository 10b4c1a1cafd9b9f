package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.mcp.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/** JSON as kotlinx.serialization keeps it where it comes in, types of the SDK where it goes out. */
final class KotlinFields implements Fields {
  private final SdkTypes types;

  KotlinFields(SdkTypes types) {
    this.types = types;
  }

  @Override
  public @Nullable Object get(@Nullable Object object, String name) {
    if (object instanceof Map<?, ?> map) {
      Object value = map.get(name);
      return name.equals("arguments") ? plain(value) : primitive(value);
    }
    return object == null ? null : types.field(object, name);
  }

  private static @Nullable Object primitive(@Nullable Object value) {
    if (!(value instanceof JsonPrimitive json)) {
      return value;
    }
    String text = json.getContent();
    if (json.isString()) {
      return text;
    }
    if (json instanceof JsonNull) {
      return null;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** The same without types of the library; asked for only where content is captured. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((name, element) -> plain.put(String.valueOf(name), plain(element)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return primitive(value);
  }
}
