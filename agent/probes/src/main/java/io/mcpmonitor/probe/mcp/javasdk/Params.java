package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.mcp.Fields;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of requests and notifications, which are maps where they come in and records of many
 * versions of the SDK where they go out.
 */
final class Params implements Fields {
  private static final String META = "_meta";
  private static final String META_COMPONENT = "meta";

  /** The {@code _meta} of a message of ours: the only one that may be written to. */
  @SuppressWarnings("serial") // is written as JSON, never as an object
  static final class Room extends LinkedHashMap<String, Object> {
    private final boolean ownTrace;

    Room(@Nullable Map<?, ?> before) {
      if (before != null) {
        before.forEach((key, value) -> put(String.valueOf(key), value));
      }
      this.ownTrace = containsKey("traceparent");
    }

    /** Whether the application says itself who causes its calls. */
    boolean ownTrace() {
      return ownTrace;
    }
  }

  /** The {@code _meta} of these parameters; null when there is none. */
  static @Nullable Map<?, ?> meta(@Nullable Object params) {
    return find(params, META) instanceof Map<?, ?> map ? map : null;
  }

  @Override
  public @Nullable Object get(@Nullable Object params, String name) {
    return find(params, name);
  }

  private static @Nullable Object find(@Nullable Object params, String name) {
    if (params instanceof Map<?, ?> map) {
      return map.get(name);
    }
    if (params instanceof Record) {
      String wanted = name.equals(META) ? META_COMPONENT : name;
      for (RecordComponent component : params.getClass().getRecordComponents()) {
        if (component.getName().equals(wanted)) {
          return value(params, component);
        }
      }
    }
    return null;
  }

  /** A copy with room in its {@code _meta}; the same where the SDK's type is none we know. */
  static @Nullable Object withRoom(@Nullable Object params) {
    Room room = new Room(meta(params));
    if (params == null) {
      Map<String, Object> only = new LinkedHashMap<>();
      only.put(META, room);
      return only;
    }
    if (params instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>(map);
      copy.put(META, room);
      return copy;
    }
    return params instanceof Record ? copy(params, room) : params;
  }

  private static Object copy(Object params, Room room) {
    RecordComponent[] components = params.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    Map<String, Object> byName = new LinkedHashMap<>();
    boolean hasMeta = false;
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean isMeta = components[i].getName().equals(META_COMPONENT);
      hasMeta |= isMeta;
      values[i] = isMeta ? room : value(params, components[i]);
      if (values[i] != null) {
        byName.put(isMeta ? META : components[i].getName(), values[i]);
      }
    }
    if (!hasMeta) { // versions before the specification said where traces travel
      byName.put(META, room);
      return byName;
    }
    try {
      Constructor<?> constructor = params.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      return params;
    }
  }

  private static @Nullable Object value(Object params, RecordComponent component) {
    try {
      return component.getAccessor().invoke(params);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
