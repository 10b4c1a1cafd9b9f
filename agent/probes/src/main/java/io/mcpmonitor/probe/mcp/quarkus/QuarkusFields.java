package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.mcp.Fields;
import io.quarkiverse.mcp.server.Implementation;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as Vert.x keeps it: maps where it was parsed, objects around them where it was made. */
final class QuarkusFields implements Fields {
  @Override
  public @Nullable Object get(@Nullable Object object, String name) {
    return field(object, name);
  }

  private static @Nullable Object field(@Nullable Object object, String name) {
    if (object instanceof Map<?, ?> map) {
      return map.get(name);
    }
    if (object instanceof JsonObject json) {
      return json.getMap().get(name);
    }
    if (object instanceof Optional<?> optional) {
      return field(optional.orElse(null), name);
    }
    if (object instanceof Implementation implementation) {
      return switch (name) {
        case "name" -> implementation.name();
        case "version" -> implementation.version();
        default -> null;
      };
    }
    return null;
  }

  /** The code of a JSON-RPC error. */
  static @Nullable Integer code(Object error) {
    return field(error, "code") instanceof Number code ? code.intValue() : null;
  }

  /** What a JSON-RPC error says. */
  static @Nullable String message(Object error) {
    return field(error, "message") instanceof String text ? text : null;
  }

  /** The id of a request of the server, which a client may send back as another kind of number. */
  static @Nullable Object asked(@Nullable Object id) {
    if (id instanceof Number number) {
      return number.longValue();
    }
    if (id instanceof String text) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        return text;
      }
    }
    return null;
  }
}
