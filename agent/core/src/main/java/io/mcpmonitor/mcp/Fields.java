package io.mcpmonitor.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a library keeps the JSON of its messages. */
public interface Fields {
  /**
   * One field of a JSON object.
   *
   * @param object a JSON object as the library has it; null or anything else has no fields
   * @return a text, a number or a truth value as Java has it, or an object or list as the library
   *     has it; null when there is none
   */
  @Nullable Object get(@Nullable Object object, String name);

  /**
   * The elements of a JSON list.
   *
   * @param list a list as the library has it; null or anything else has no elements
   */
  default Iterable<?> elements(@Nullable Object list) {
    return list instanceof Iterable<?> known ? known : List.of();
  }

  /** One field that is a text; null when there is none. */
  default @Nullable String text(@Nullable Object object, String name) {
    return get(object, name) instanceof String text ? text : null;
  }
}
