package io.mcpmonitor.probe.mcp.javasdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of the SDK that have more components with each version, by the names of their components,
 * which stay.
 */
final class SdkRecords {
  private SdkRecords() {}

  /** A component of a record; null when there is none of this name. */
  static @Nullable Object get(Object record, String component) throws ReflectiveOperationException {
    for (RecordComponent known : record.getClass().getRecordComponents()) {
      if (known.getName().equals(component)) {
        return value(record, known);
      }
    }
    return null;
  }

  /** A copy with other values for some components. */
  static Object copy(Object record, Map<String, ?> changed) throws ReflectiveOperationException {
    Map<String, Object> values = new HashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      values.put(component.getName(), value(record, component));
    }
    values.putAll(changed);
    return create(record.getClass(), values);
  }

  /**
   * A new record. Components without a value are null, values without a component are left out, and
   * a map becomes a record where one is wanted.
   */
  static <T> T create(Class<T> type, Map<String, ?> values) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Object value = values.get(components[i].getName());
      arguments[i] =
          value instanceof Map<?, ?> map && types[i].isRecord()
              ? create(types[i], byName(map))
              : value;
    }
    Constructor<T> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(arguments);
  }

  private static Map<String, Object> byName(Map<?, ?> map) {
    Map<String, Object> values = new HashMap<>();
    map.forEach((name, value) -> values.put(String.valueOf(name), value));
    return values;
  }

  private static @Nullable Object value(Object record, RecordComponent component)
      throws ReflectiveOperationException {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return accessor.invoke(record);
  }
}
